package sightline.ingest.source.scene;

import java.util.SplittableRandom;

/**
 * Chance that depends on nothing but a seed and what is asked for, so that any frame can be painted
 * without those before it.
 *
 * <p>Threading: stateless, any thread.
 */
final class Noise {

  private Noise() {}

  /** 0 to 1, the same for the same numbers. */
  static double uniform(long seed, long... about) {
    long mixed = seed;
    for (long number : about) {
      mixed = new SplittableRandom(mixed * 0x9E3779B97F4A7C15L + number).nextLong();
    }
    return (mixed >>> 11) * 0x1.0p-53;
  }

  /** {@code from} to {@code to}, the same for the same numbers. */
  static double between(double from, double to, long seed, long... about) {
    return from + (to - from) * uniform(seed, about);
  }

  /** Smooth noise over the plane, 0 to 1, with features about one unit large. */
  static double smooth(long seed, double x, double y) {
    long column = (long) Math.floor(x);
    long row = (long) Math.floor(y);
    double across = ease(x - column);
    double down = ease(y - row);
    double upper = mix(uniform(seed, column, row), uniform(seed, column + 1, row), across);
    double lower = mix(uniform(seed, column, row + 1), uniform(seed, column + 1, row + 1), across);
    return mix(upper, lower, down);
  }

  /** 0 below 0, 1 above 1, and a smooth rise between. */
  static double ease(double t) {
    double clipped = Math.max(0, Math.min(1, t));
    return clipped * clipped * (3 - 2 * clipped);
  }

  private static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
