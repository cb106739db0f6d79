package sightline.dashboards.training;

import java.util.Arrays;

/**
 * A curve that stays small however long it gets: when it is full, every second point goes, and from
 * then on only every second one comes in. Its beginning and its newest point are always there.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class ThinnedCurve {

  private final double[] steps;
  private final double[] values;
  private int count;
  private long arrived;
  private long stride = 1;
  private boolean isNewestExtra;

  ThinnedCurve(int maxPoints) {
    steps = new double[maxPoints];
    values = new double[maxPoints];
  }

  /**
   * Adds a point; one of an earlier step replaces what lies behind it, as a job that was resumed
   * repeats some steps.
   *
   * @return how many points were thinned out for it
   */
  int add(long step, double value) {
    if (count > 0 && steps[count - 1] == step) {
      values[count - 1] = value;
      return 0;
    }
    if (isNewestExtra) {
      count--;
    }
    while (count > 0 && steps[count - 1] >= step) {
      count--;
      arrived = Math.max(0, arrived - stride);
    }
    int thinned = count == steps.length ? thin() : 0;
    steps[count] = step;
    values[count] = value;
    count++;
    isNewestExtra = arrived % stride != 0;
    arrived++;
    return thinned;
  }

  double[] steps() {
    return Arrays.copyOf(steps, count);
  }

  double[] values() {
    return Arrays.copyOf(values, count);
  }

  private int thin() {
    int before = count;
    count = 0;
    for (int i = 0; i < before; i += 2) {
      steps[count] = steps[i];
      values[count] = values[i];
      count++;
    }
    stride *= 2;
    return before - count;
  }
}
