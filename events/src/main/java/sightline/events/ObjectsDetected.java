package sightline.events;

import java.util.List;

/**
 * A model looked at a frame and found these objects, perhaps none. Topics {@code detections},
 * {@code segmentations} and {@code tracks}, key = camera.
 *
 * @param detections best score first
 */
public record ObjectsDetected(Provenance provenance, List<Detection> detections) {
  public ObjectsDetected {
    detections = List.copyOf(detections);
  }
}
