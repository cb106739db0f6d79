package sightline.inference.track;

import java.util.Map;

/**
 * Which slots are tracked, and how.
 *
 * @param usual of slots that are not named
 * @param slots by name of the slot
 */
public record TrackPlan(TrackerKind usual, Map<String, TrackerKind> slots, TrackerRules rules) {

  /** Nothing is tracked. */
  public static final TrackPlan NOTHING =
      new TrackPlan(TrackerKind.NONE, Map.of(), TrackerRules.USUAL);

  public TrackPlan {
    slots = Map.copyOf(slots);
  }

  /** How {@code slot} is tracked. */
  public TrackerKind of(String slot) {
    return slots.getOrDefault(slot, usual);
  }

  /** Whether any slot is tracked, or might be. */
  public boolean tracksAny() {
    return usual != TrackerKind.NONE
        || slots.values().stream().anyMatch(kind -> kind != TrackerKind.NONE);
  }
}
