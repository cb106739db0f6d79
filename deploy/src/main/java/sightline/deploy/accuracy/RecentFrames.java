package sightline.deploy.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What was found out about the frames of the last minute.
 *
 * <p>Threading: one thread at a time.
 *
 * @param <T> of one frame
 */
final class RecentFrames<T> {

  /** How long a frame counts. */
  static final Duration KEPT = Duration.ofSeconds(60);

  private static final int MOST = 2_000;

  private record Entry<T>(Instant capturedAt, T value) {}

  private final Deque<Entry<T>> entries = new ArrayDeque<>();

  void add(Instant capturedAt, T value) {
    entries.addLast(new Entry<>(capturedAt, value));
    forget(capturedAt);
    if (entries.size() > MOST) {
      entries.removeFirst();
    }
  }

  /** Drops what is too old at {@code now}. */
  void forget(Instant now) {
    Instant oldest = now.minus(KEPT);
    while (!entries.isEmpty() && entries.peekFirst().capturedAt().isBefore(oldest)) {
      entries.removeFirst();
    }
  }

  void clear() {
    entries.clear();
  }

  /** When the oldest was captured; there is one. */
  Instant since() {
    return entries.getFirst().capturedAt();
  }

  /** Oldest first. */
  List<T> values() {
    return entries.stream().map(Entry::value).toList();
  }
}
