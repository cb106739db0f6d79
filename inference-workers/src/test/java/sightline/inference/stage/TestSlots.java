package sightline.inference.stage;

import java.util.List;
import java.util.Set;
import sightline.events.ModelRef;
import sightline.inference.image.Reduction;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;

/** Slots for tests in which no model is run. */
final class TestSlots {

  static final ModelRef MODEL = new ModelRef("people", "1", "sha256:00", "cpu");

  private TestSlots() {}

  /** A slot that is bound to {@code cameras}, to all when there are none. */
  static Slot slot(String name, String... cameras) {
    return new Slot(
        name, new LoadedModel(MODEL, null, null), Reduction.FULL, Set.copyOf(List.of(cameras)));
  }
}
