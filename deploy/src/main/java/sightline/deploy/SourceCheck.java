package sightline.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import sightline.deploy.console.BadInput;
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
      requireNoMangledAddress(camera);
      return Sources.check(Location.valueOf(camera.location()));
    } catch (SourceRefused | IllegalArgumentException e) {
      throw new BadInput(e.getMessage(), e);
    }
  }

  /** What looks like an address but is none is not repeated: it may hold a password. */
  private static void requireNoMangledAddress(CameraArgument camera) {
    Location location = Location.valueOf(camera.location());
    if (location.kind() == Location.Kind.FILE
        && (camera.location().contains("@") || camera.location().contains("://"))
        && !Files.exists(Path.of(camera.location()))) {
      throw new BadInput(
          "the source of camera '%s' is neither a file nor an address; a source is %s"
              .formatted(camera.name(), Location.ACCEPTED));
    }
  }

  /** The location without its secrets. */
  static String shown(CameraArgument camera) {
    return Location.valueOf(camera.location()).toString();
  }
}
