package sightline.deploy.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What a list of numbers says. */
final class Figures {

  private Figures() {}

  /** The number that a share of all of them does not exceed; NaN of none. */
  static double percentile(List<Double> numbers, double share) {
    if (numbers.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = numbers.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }

  /** p50, p95 and p99 in one text. */
  static String spread(List<Double> millis) {
    return String.format(
        Locale.ROOT,
        "p50 %.0f, p95 %.0f, p99 %.0f ms of %d",
        percentile(millis, .5),
        percentile(millis, .95),
        percentile(millis, .99),
        millis.size());
  }

  /** Jain's index of fairness: 1 when all are served alike, 1/n when one has everything. */
  static double fairness(Collection<Long> served, int cameras) {
    double sum = served.stream().mapToDouble(Long::doubleValue).sum();
    double squares = served.stream().mapToDouble(n -> (double) n * n).sum();
    return squares == 0 ? 0 : sum * sum / (cameras * squares);
  }
}
