package sightline.events.slot;

import java.util.List;
import java.util.Optional;
import sightline.events.FrameId;

/**
 * What looks at which cameras in one slot from one record of topic {@code frames} on: the value of
 * a switch marker.
 *
 * @param slot its name, of the same characters as that of a camera
 * @param revision 1, 2, 3 … of this slot
 * @param rules of which the first that names a camera holds for it: the canary, then the rest; none
 *     when the slot is not bound
 * @param minScore detections below it are dropped, 0 to 1; -1: as the manifest says
 * @param reduction of pictures when they are decoded: {@code full}, {@code half}, {@code quarter}
 */
public record SlotState(
    String slot, long revision, List<Rule> rules, float minScore, String reduction) {
  /** In place of cameras: all of them. */
  public static final List<String> ALL = List.of("*");

  /** Which model looks at these cameras. */
  public record Rule(List<String> cameras, ServedModel model) {}

  public SlotState {
    FrameId.requireCamera(slot);
    rules = List.copyOf(rules);
  }

  /** What looks at {@code camera}, if anything does. */
  public Optional<ServedModel> modelFor(String camera) {
    return rules.stream()
        .filter(rule -> rule.cameras().equals(ALL) || rule.cameras().contains(camera))
        .map(Rule::model)
        .findFirst();
  }
}
