package sightline.ingest.camera;

import java.time.Duration;
import sightline.events.FrameId;
import sightline.events.QueuePolicy;
import sightline.ingest.pace.Pacing;
import sightline.ingest.source.Location;

/**
 * One camera as the operator wants it.
 *
 * @param name id of the camera, as in every event
 * @param location where it is read from; shown without credentials
 * @param framesPerSecond most frames published per second; 0 for as many as it gives
 * @param longestSide px to which larger pictures are made smaller; 0 leaves them as they are
 * @param jpegQuality 1 to 100, for pictures that are not JPEG already
 * @param pacing of footage; cameras have their own
 * @param deadline age beyond which nobody wants a result: such a camera is live and loses frames
 *     rather than fall behind; zero means that every frame waits for its turn
 */
public record CameraSettings(
    String name,
    Location location,
    double framesPerSecond,
    int longestSide,
    int jpegQuality,
    Pacing pacing,
    Duration deadline) {

  public CameraSettings {
    FrameId.requireCamera(name);
    String at = "cameras." + name + ".";
    require(
        framesPerSecond >= 0 && framesPerSecond <= 1000,
        at + "framesPerSecond",
        framesPerSecond,
        "0 to 1000");
    require(
        longestSide == 0 || (longestSide >= 16 && longestSide <= 16384),
        at + "longestSide",
        longestSide,
        "0, or 16 to 16384");
    require(jpegQuality >= 1 && jpegQuality <= 100, at + "jpegQuality", jpegQuality, "1 to 100");
    require(!deadline.isNegative(), at + "deadline", deadline, "zero or more");
    require(
        pacing != Pacing.FAST || deadline.isZero(),
        at + "deadline",
        deadline,
        "PT0S when pacing is FAST");
  }

  public CameraSettings withPacing(Pacing changed) {
    return new CameraSettings(
        name, location, framesPerSecond, longestSide, jpegQuality, changed, deadline);
  }

  public CameraSettings withDeadline(Duration changed) {
    return new CameraSettings(
        name, location, framesPerSecond, longestSide, jpegQuality, pacing, changed);
  }

  /** What becomes of its frames when the workers are behind. */
  public QueuePolicy policy() {
    return waits() ? QueuePolicy.WAIT : QueuePolicy.of(QueuePolicy.WhenBehind.DEADLINE, deadline);
  }

  /** Whether every frame waits for its turn. */
  public boolean waits() {
    return deadline.isZero();
  }

  /** Whether it comes to an end by itself. */
  public boolean isFinite() {
    return location.isFinite() && pacing != Pacing.LOOP;
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ingest.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
