package sightline.events;

import java.util.regex.Pattern;

/**
 * Names one captured picture for ever.
 *
 * @param camera id of the camera: 1 to 64 of {@code A-Z a-z 0-9 . _ -}, begins with a letter or
 *     digit
 * @param epoch ms since 1970 at which the source was opened; grows with every opening
 * @param sequence 0, 1, 2 … within the epoch, counting every frame the camera gave, kept or not
 */
public record FrameId(String camera, long epoch, long sequence) {
  private static final Pattern CAMERA = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public FrameId {
    requireCamera(camera);
    if (epoch < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "epoch %d, sequence %d of camera %s, expected 0 or more"
              .formatted(epoch, sequence, camera));
    }
  }

  /** {@code camera} when it is a camera id, else an IllegalArgumentException. */
  public static String requireCamera(String camera) {
    if (!CAMERA.matcher(camera).matches()) {
      throw new IllegalArgumentException(
          "camera is '%s', expected 1 to 64 letters, digits, dots, dashes or underscores, beginning"
                  .formatted(camera.length() > 80 ? camera.substring(0, 80) + "…" : camera)
              + " with a letter or digit");
    }
    return camera;
  }

  @Override
  public String toString() {
    return camera + "/" + epoch + "/" + sequence;
  }
}
