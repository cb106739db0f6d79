package sightline.inference.live;

import java.util.List;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;

/**
 * A model as one slot uses it.
 *
 * @param slot that uses it
 * @param model version, by what it is
 * @param minScore as in {@link SlotState}
 * @param reduction as in {@link SlotState}
 */
record VersionKey(String slot, ServedModel model, float minScore, String reduction) {

  /** What {@code state} asks for. */
  static List<VersionKey> of(SlotState state) {
    return state.rules().stream().map(rule -> of(state, rule.model())).distinct().toList();
  }

  static VersionKey of(SlotState state, ServedModel model) {
    return new VersionKey(state.slot(), model, state.minScore(), state.reduction());
  }

  /** The file and its manifest: keys that agree in it share one session. */
  Session session() {
    return new Session(model.digest(), model.manifest());
  }

  /** What is opened once for every slot that uses it. */
  record Session(String digest, String manifest) {}

  @Override
  public String toString() {
    return model.id() + " of slot " + slot;
  }
}
