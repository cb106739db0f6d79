package sightline.events;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a camera gave and what became of it, counted over all its epochs since the site first saw
 * it: {@code captured = published + the sum of skipped}, once nothing is on its way to the broker.
 *
 * @param published frames sent to topic {@code frames}, this one included
 * @param skipped frames not sent, by reason; a reason that never occurred is absent
 */
public record FrameCounts(long captured, long published, Map<SkipReason, Long> skipped) {
  public static final FrameCounts NONE = new FrameCounts(0, 0, Map.of());

  public FrameCounts {
    if (captured < 0 || published < 0 || skipped.values().stream().anyMatch(n -> n < 0)) {
      throw new IllegalArgumentException(
          "counts are %d, %d, %s, expected 0 or more".formatted(captured, published, skipped));
    }
    skipped = java.util.Collections.unmodifiableMap(new TreeMap<>(skipped));
  }

  /** Frames not sent, for whatever reason. */
  public long skippedInAll() {
    return skipped.values().stream().mapToLong(Long::longValue).sum();
  }
}
