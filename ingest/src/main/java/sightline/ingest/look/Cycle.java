package sightline.ingest.look;

import java.util.HashMap;
import java.util.Map;

/**
 * Recognizes that the same pictures come in turn: two or more, at most so many, twice in a row
 * without a slip. A picture that never came before ends it at once, so that a camera whose pictures
 * differ costs a look into a table.
 *
 * <p>Threading: guarded by its {@link PictureWatch}.
 */
final class Cycle {

  private final int maxFrames;
  private final long[] digests;
  private final long[] nanos;
  private final Map<Long, Integer> occurrences = new HashMap<>();
  private long seen;
  private int frames; // of the turn that is being repeated; 0 for none
  private long sinceNanos;

  Cycle(int maxFrames) {
    this.maxFrames = maxFrames;
    this.digests = new long[2 * maxFrames];
    this.nanos = new long[2 * maxFrames];
  }

  /** Another picture came. */
  void saw(long digest, long nowNanos) {
    boolean known = occurrences.containsKey(digest);
    keep(digest, nowNanos);
    if (!known) {
      frames = 0;
    } else if (frames == 0 || digests[at(1 + frames)] != digest) {
      frames = find();
      sinceNanos = frames == 0 ? 0 : nanos[at(2 * frames)];
    }
  }

  boolean isRepeating() {
    return frames > 0;
  }

  /** When the first turn began. */
  long sinceNanos() {
    return sinceNanos;
  }

  private void keep(long digest, long nowNanos) {
    int slot = (int) (seen % digests.length);
    if (seen >= digests.length) {
      occurrences.computeIfPresent(digests[slot], (old, n) -> n == 1 ? null : n - 1);
    }
    digests[slot] = digest;
    nanos[slot] = nowNanos;
    occurrences.merge(digest, 1, Integer::sum);
    seen++;
  }

  /** The shortest turn that came twice just now; 0 for none, or where it is one single picture. */
  private int find() {
    for (int length = 1; length <= maxFrames && 2L * length <= seen; length++) {
      if (isTwice(length)) {
        return length == 1 ? 0 : length;
      }
    }
    return 0;
  }

  private boolean isTwice(int length) {
    for (int back = 1; back <= length; back++) {
      if (digests[at(back)] != digests[at(back + length)]) {
        return false;
      }
    }
    return true;
  }

  /** Where the picture lies that came as the last but {@code back - 1}. */
  private int at(int back) {
    return (int) ((seen - back) % digests.length);
  }
}
