package sightline.trainer.study.frame;

import java.util.List;
import java.util.Locale;

/**
 * A figure over the seeds of a kind.
 *
 * @param count of runs that have it
 */
public record Spread(double median, double least, double greatest, int count) {

  /** Of the runs of {@code kind} that have {@code figure}. */
  public static Spread of(List<RunResult> results, String kind, String figure) {
    double[] values =
        results.stream()
            .filter(one -> one.kind().equals(kind))
            .filter(one -> one.figure(figure).isPresent())
            .mapToDouble(one -> one.figure(figure).orElseThrow())
            .sorted()
            .toArray();
    if (values.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    int half = values.length / 2;
    double median = values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return new Spread(median, values[0], values[values.length - 1], values.length);
  }

  /** Median, and the range where there is one; a dash when nobody has it. */
  public String text(int decimals) {
    if (count == 0) {
      return "–";
    }
    String number = "%." + decimals + "f";
    String middle = String.format(Locale.ROOT, number, median);
    if (count == 1) {
      return middle;
    }
    String range = String.format(Locale.ROOT, " (" + number + "–" + number + ")", least, greatest);
    return middle + range;
  }

  /** Median as a whole number with thin groups of three. */
  public String whole() {
    return count == 0 ? "–" : String.format(Locale.ROOT, "%,d", Math.round(median));
  }
}
