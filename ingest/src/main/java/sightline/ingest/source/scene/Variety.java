package sightline.ingest.source.scene;

import java.awt.Color;

/**
 * How much a scene differs from the usual one, as a function of its seed: nothing at all, or the
 * place of the camera, trees, houses and the shades of the ground.
 *
 * <p>Threading: immutable, any thread.
 *
 * @param amount 0 for not at all to 1
 */
record Variety(long seed, double amount) {

  /** 0 to {@code most}; 0 in the usual scene. */
  double upTo(double most, long... about) {
    return amount == 0 ? 0 : amount * Noise.between(0, most, seed ^ 0x5EED, about);
  }

  /** {@code -most} to {@code most}; 0 in the usual scene. */
  double around(double most, long... about) {
    return amount == 0 ? 0 : amount * Noise.between(-most, most, seed ^ 0x5EED, about);
  }

  /** A little lighter or darker, evenly, so that gray stays gray. */
  Color shade(Color color, int most, long about) {
    int shift = (int) Math.round(around(most, 46, about));
    return shift == 0
        ? color
        : new Color(
            clip(color.getRed() + shift),
            clip(color.getGreen() + shift),
            clip(color.getBlue() + shift));
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
