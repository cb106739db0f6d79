package sightline.deploy.soak.count;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import sightline.events.FrameId;

/**
 * Frames of one camera, one bit each.
 *
 * <p>Threading: one thread at a time.
 */
final class FrameSet {

  private final Map<Long, BitSet> epochs = new HashMap<>();

  /** Adds {@code frame}; false when it was there before. */
  boolean add(FrameId frame) {
    BitSet sequences = epochs.computeIfAbsent(frame.epoch(), epoch -> new BitSet());
    int sequence = Math.toIntExact(frame.sequence());
    boolean isNew = !sequences.get(sequence);
    sequences.set(sequence);
    return isNew;
  }

  long size() {
    return epochs.values().stream().mapToLong(BitSet::cardinality).sum();
  }

  /** How many frames of this set are not in {@code other}. */
  long without(FrameSet other) {
    long count = 0;
    for (Map.Entry<Long, BitSet> epoch : epochs.entrySet()) {
      var rest = (BitSet) epoch.getValue().clone();
      rest.andNot(other.epochs.getOrDefault(epoch.getKey(), new BitSet()));
      count += rest.cardinality();
    }
    return count;
  }
}
