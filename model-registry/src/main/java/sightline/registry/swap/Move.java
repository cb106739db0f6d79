package sightline.registry.swap;

import java.util.List;
import java.util.Optional;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;

/**
 * What changes between two states of a slot.
 *
 * @param from {@code name/version}, empty for none
 * @param to {@code name/version}, empty for none
 * @param canary cameras that alone are meant; empty for all of the slot
 */
record Move(String from, String to, List<String> canary) {

  static Move between(SlotState before, SlotState after) {
    String from = main(before).map(Move::id).orElse("");
    String to = main(after).map(Move::id).orElse("");
    Optional<Rule> was = canary(before);
    Optional<Rule> is = canary(after);
    if (!from.equals(to) || was.equals(is)) {
      return new Move(from, to, List.of());
    }
    return new Move(
        was.map(Move::id).orElse(from),
        is.map(Move::id).orElse(to),
        is.or(() -> was).map(Rule::cameras).orElse(List.of()));
  }

  /** The rule that holds when no other does. */
  static Optional<Rule> main(SlotState state) {
    return state.rules().isEmpty()
        ? Optional.empty()
        : Optional.of(state.rules().get(state.rules().size() - 1));
  }

  /** The rule before it. */
  static Optional<Rule> canary(SlotState state) {
    return state.rules().size() < 2 ? Optional.empty() : Optional.of(state.rules().get(0));
  }

  private static String id(Rule rule) {
    ServedModel model = rule.model();
    return model.id();
  }
}
