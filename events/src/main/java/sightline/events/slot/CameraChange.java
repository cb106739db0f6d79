package sightline.events.slot;

import java.util.Map;

/**
 * What an operator changed of a camera while it runs. Topic {@code models}, key = {@value #KEY} and
 * the camera.
 *
 * @param edition counts the changes; its entity tag on HTTP
 * @param settings as text, by their keys in the site file; all others are as that file says
 */
public record CameraChange(String camera, long edition, Map<String, String> settings) {
  public static final String KEY = "camera/";
}
