package sightline.trainer.feed.load;

import java.util.SplittableRandom;

/** Random numbers that are a function of where they are needed. Threading: stateless. */
final class Seeds {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  static SplittableRandom at(long seed, long first, long second) {
    return new SplittableRandom(mixed(mixed(mixed(seed) + first) + second));
  }

  /** The finalizer of MurmurHash3, by which near places get far numbers. */
  private static long mixed(long value) {
    long bits = value + GOLDEN;
    bits = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
    bits = (bits ^ bits >>> 33) * 0xC4CEB9FE1A85EC53L;
    return bits ^ bits >>> 33;
  }
}
