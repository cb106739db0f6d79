package sightline.deploy;

import sightline.events.FrameId;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceInfo;
import sightline.ingest.source.SourceRefused;
import sightline.ingest.source.Sources;

/** Looks at a source before anything is started, so that a wrong path costs no time. */
final class SourceCheck {

  private SourceCheck() {}

  /**
   * What {@code camera} is, as far as can be told.
   *
   * @throws BadInput when its name is no id or its location cannot be read, ever
   */
  static SourceInfo requireReadable(CameraArgument camera) {
    try {
      FrameId.requireCamera(camera.name());
      return Sources.check(Location.valueOf(camera.location()));
    } catch (SourceRefused | IllegalArgumentException e) {
      throw new BadInput(e.getMessage(), e);
    }
  }

  /** The location without its secrets. */
  static String shown(CameraArgument camera) {
    return Location.valueOf(camera.location()).toString();
  }
}
