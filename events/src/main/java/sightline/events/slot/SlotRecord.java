package sightline.events.slot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slot on topic {@code models}, key = {@value #KEY} and its name.
 *
 * @param edition counts every change of this record; its entity tag on HTTP
 * @param switches newest first, so many that every frame still in the log finds its own
 * @param candidates what is to come next, to be made ready by the workers: none or one
 */
public record SlotRecord(
    String slot, long edition, List<Switch> switches, List<Candidate> candidates) {
  public static final String KEY = "slot/";

  /** A state, and by partition of {@code frames} the offset of the marker that it begins with. */
  public record Switch(SlotState state, Instant at, Map<Integer, Long> offsets) {}

  /** A state that waits for the workers; with a gap each closes the old model first. */
  public record Candidate(String promotion, SlotState state, boolean gap, Instant deadline) {}

  /** What runs now, if anything ever did. */
  public Optional<SlotState> current() {
    return switches.stream().map(Switch::state).findFirst();
  }
}
