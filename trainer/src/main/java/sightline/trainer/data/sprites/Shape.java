package sightline.trainer.data.sprites;

/** Outlines around (0, 0) that fit into a circle of radius 1, y downwards. */
enum Shape {
  SQUARE {
    @Override
    boolean covers(double x, double y) {
      return Math.max(Math.abs(x), Math.abs(y)) <= .68;
    }
  },
  ELLIPSE {
    @Override
    boolean covers(double x, double y) {
      return square(x / .95) + square(y / .55) <= 1;
    }
  },
  /** (u^2 + v^2 - 1)^3 = u^2 v^3. */
  HEART {
    @Override
    boolean covers(double x, double y) {
      double u = x * HEART_SIZE;
      double v = -y * HEART_SIZE;
      double ring = square(u) + square(v) - 1;
      return ring * ring * ring - square(u) * v * v * v <= 0;
    }
  };

  /** The heart's farthest points lie that far from the middle. */
  private static final double HEART_SIZE = 1.42;

  abstract boolean covers(double x, double y);

  private static double square(double number) {
    return number * number;
  }
}
