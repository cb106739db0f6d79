package sightline.inference.decode.mask;

import sightline.inference.decode.mask.pixel.MaskWriter;

/**
 * One query of a net that classifies masks, and what becomes of its mask.
 *
 * <p>Threading: one thread at a time.
 */
final class MaskQuery {

  private static final float HALF = .5f;

  private final int number;
  private final int classId;
  private final float score;
  private final MaskWriter mask;
  private int own;
  private int won;

  MaskQuery(int number, int classId, float score, MaskWriter mask) {
    this.number = number;
    this.classId = classId;
    this.score = score;
    this.mask = mask;
  }

  int number() {
    return number;
  }

  int classId() {
    return classId;
  }

  /** Probability of the class, 0 to 1. */
  float score() {
    return score;
  }

  /** The pixels that were won and are its own. */
  MaskWriter mask() {
    return mask;
  }

  /** There is a pixel that shows it with probability {@code chance}. */
  void see(float chance) {
    own += chance >= HALF ? 1 : 0;
  }

  /** No other query wants {@code pixel} more; pixels come in rising order. */
  void win(int pixel, float chance) {
    won++;
    if (chance >= HALF) {
      mask.cover(pixel, pixel + 1);
    }
  }

  /** Whether it won some pixels, and enough for the size of its own mask. */
  boolean keeps(float overlap) {
    return mask.covered() > 0 && won >= overlap * own;
  }
}
