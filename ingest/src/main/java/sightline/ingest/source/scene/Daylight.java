package sightline.ingest.source.scene;

import java.time.Duration;

/**
 * The light over the scene: a long day, dusk, a short night, dawn. Night dims colors evenly and by
 * no more than {@link #DARKEST}, so that what is orange or blue stays so.
 *
 * <p>Threading: immutable, any thread.
 */
final class Daylight {

  /** Share of a color that is left at night. */
  static final double DARKEST = 0.58;

  private static final double START = 0.18; // the first frame is in the morning

  private final Duration day;

  /**
   * @param day length of day and night together; zero for endless noon
   */
  Daylight(Duration day) {
    this.day = day;
  }

  /** 0 by day to 1 at night. */
  double night(double seconds) {
    if (day.isZero()) {
      return 0;
    }
    double hour = hour(seconds);
    return 1 - Noise.ease((0.36 - Math.abs(hour - 0.4)) / 0.14);
  }

  /** Where the sun's shadow falls: meters along x and y for a meter of height. */
  double[] shadow(double seconds) {
    double hour = day.isZero() ? 0.3 : hour(seconds);
    double swing = Math.max(-1, Math.min(1, (hour - 0.4) / 0.36));
    return new double[] {0.55 + 0.25 * swing, 0.35 - 0.5 * swing};
  }

  private double hour(double seconds) {
    double turns = seconds / (day.toMillis() / 1000.0) + START;
    return turns - Math.floor(turns);
  }
}
