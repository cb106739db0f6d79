package sightline.inference.track;

/**
 * Which tracker, and its rules.
 *
 * @param kind not {@link TrackerKind#NONE}
 */
public record TrackerSettings(TrackerKind kind, TrackerRules rules) {

  public TrackerSettings {
    if (kind == TrackerKind.NONE) {
      throw new IllegalArgumentException("tracker is none, expected sort or bytetrack");
    }
  }

  /** That tracker by its usual rules. */
  public static TrackerSettings of(TrackerKind kind) {
    return new TrackerSettings(kind, TrackerRules.USUAL);
  }
}
