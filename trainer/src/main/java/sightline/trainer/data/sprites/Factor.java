package sightline.trainer.data.sprites;

/** What varies from sprite to sprite, independently of each other. */
public enum Factor {
  /** Square, ellipse, heart. */
  SHAPE(3),
  /** From half the size to the whole, evenly. */
  SCALE(6),
  /** Parts of a full turn. */
  ROTATION(40),
  /** From left to right. */
  X(32),
  /** From top to bottom. */
  Y(32);

  private final int count;

  Factor(int count) {
    this.count = count;
  }

  /** How many values it takes; they are numbered from 0. */
  public int count() {
    return count;
  }
}
