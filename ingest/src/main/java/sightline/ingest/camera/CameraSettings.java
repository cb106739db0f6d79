package sightline.ingest.camera;

import java.time.Duration;
import sightline.events.FrameId;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
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
 * @param whenBehind which frames make way when broker or workers are behind; {@code WAIT}: none,
 *     and the source is held up
 * @param deadline age beyond which nobody wants a result; zero for none
 * @param priority 1 the most important to 9
 * @param floorFramesPerSecond rate that it is granted whatever is more important; 0 for none
 */
public record CameraSettings(
    String name,
    Location location,
    double framesPerSecond,
    int longestSide,
    int jpegQuality,
    Pacing pacing,
    WhenBehind whenBehind,
    Duration deadline,
    int priority,
    double floorFramesPerSecond) {

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
    require(
        pacing != Pacing.FAST || whenBehind == WhenBehind.WAIT,
        at + "whenBehind",
        whenBehind,
        "WAIT when pacing is FAST");
    requireFitting(at + "deadline", deadline, whenBehind);
    require(
        priority >= 1 && priority <= QueuePolicy.MAX_PRIORITY,
        at + "priority",
        priority,
        "1 (the most important) to " + QueuePolicy.MAX_PRIORITY);
    require(
        floorFramesPerSecond >= 0 && floorFramesPerSecond <= 1000,
        at + "floorFramesPerSecond",
        floorFramesPerSecond,
        "0 to 1000");
  }

  public CameraSettings at(String changedName, Location changedLocation) {
    return new CameraSettings(
        changedName,
        changedLocation,
        framesPerSecond,
        longestSide,
        jpegQuality,
        pacing,
        whenBehind,
        deadline,
        priority,
        floorFramesPerSecond);
  }

  public CameraSettings withPacing(Pacing changed) {
    return with(changed, policy());
  }

  /** The same with other rate, size and quality of its pictures. */
  public CameraSettings withFrames(double perSecond, int changedSide, int changedQuality) {
    return new CameraSettings(
        name,
        location,
        perSecond,
        changedSide,
        changedQuality,
        pacing,
        whenBehind,
        deadline,
        priority,
        floorFramesPerSecond);
  }

  public CameraSettings withPolicy(QueuePolicy changed) {
    return with(pacing, changed);
  }

  private CameraSettings with(Pacing changed, QueuePolicy policy) {
    return new CameraSettings(
        name,
        location,
        framesPerSecond,
        longestSide,
        jpegQuality,
        changed,
        policy.whenBehind(),
        policy.deadline(),
        policy.priority(),
        policy.floorFramesPerSecond());
  }

  /** What becomes of its frames when the workers are behind. */
  public QueuePolicy policy() {
    return new QueuePolicy(whenBehind, deadline, priority, floorFramesPerSecond);
  }

  /** Whether every frame waits for its turn. */
  public boolean waits() {
    return whenBehind == WhenBehind.WAIT;
  }

  /** Whether it comes to an end by itself. */
  public boolean isFinite() {
    return location.isFinite() && pacing != Pacing.LOOP;
  }

  private static void requireFitting(String key, Duration deadline, WhenBehind whenBehind) {
    require(!deadline.isNegative(), key, deadline, "zero or more");
    require(
        whenBehind != WhenBehind.WAIT || deadline.isZero(),
        key,
        deadline,
        "PT0S when whenBehind is WAIT");
    require(
        whenBehind != WhenBehind.DEADLINE || !deadline.isZero(),
        key,
        deadline,
        "more than zero when whenBehind is DEADLINE");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ingest.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
