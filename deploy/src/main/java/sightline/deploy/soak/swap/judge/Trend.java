package sightline.deploy.soak.swap.judge;

import java.util.List;

/**
 * A straight line through points, by least squares.
 *
 * @param points how many
 * @param slope rise of y for each step of x
 * @param standardError of the slope, from how the points scatter about the line; infinite with
 *     fewer than three
 */
public record Trend(int points, double slope, double standardError) {

  /** Beyond this many standard errors chance is no explanation. */
  private static final double NOISE = 2;

  private static final int LEAST_POINTS = 3;

  /** One measurement. */
  public record Point(double x, double y) {}

  public static Trend of(List<Point> points) {
    int n = points.size();
    double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
    double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
    double spread = 0;
    double product = 0;
    for (Point point : points) {
      spread += (point.x() - meanX) * (point.x() - meanX);
      product += (point.x() - meanX) * (point.y() - meanY);
    }
    if (n < LEAST_POINTS || spread == 0) {
      return new Trend(n, 0, Double.POSITIVE_INFINITY);
    }
    double slope = product / spread;
    double residual = 0;
    for (Point point : points) {
      double miss = point.y() - meanY - slope * (point.x() - meanX);
      residual += miss * miss;
    }
    return new Trend(n, slope, Math.sqrt(residual / (n - 2) / spread));
  }

  /** Whether y does not grow, as far as these points can tell. */
  public boolean isWithinNoise() {
    return slope <= NOISE * standardError;
  }
}
