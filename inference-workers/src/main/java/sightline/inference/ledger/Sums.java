package sightline.inference.ledger;

import java.util.Map;

/** Counts by reason, added up. */
final class Sums {

  private Sums() {}

  static long of(Map<?, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
