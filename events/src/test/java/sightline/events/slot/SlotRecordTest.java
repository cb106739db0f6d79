package sightline.events.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState.Rule;

class SlotRecordTest {

  private static final ServedModel ONE = new ServedModel("people", "1", "sha256:1", 1, "");
  private static final ServedModel TWO = new ServedModel("people", "2", "sha256:2", 1, "");

  @Test
  void shouldTakeTheNewestSwitchForWhatRunsNow() {
    var record =
        new SlotRecord(
            "people",
            2,
            List.of(at(state(2, TWO), Map.of(0, 20L, 1, 7L)), at(state(1, ONE), Map.of(0, 10L))),
            List.of());

    assertThat(record.current()).contains(state(2, TWO));
  }

  @Test
  void shouldLetTheFirstRuleHoldThatNamesTheCamera() {
    var canary = new Rule(List.of("gate"), TWO);
    var rest = new Rule(List.of("gate", "yard"), ONE);
    var state = new SlotState("people", 1, List.of(canary, rest), -1, "full");

    assertThat(state.modelFor("gate")).contains(TWO);
    assertThat(state.modelFor("yard")).contains(ONE);
    assertThat(state.modelFor("roof")).isEmpty();
  }

  @Test
  void shouldLetAStarMeanEveryCamera() {
    assertThat(state(1, ONE).modelFor("anything")).contains(ONE);
    assertThat(new SlotState("people", 1, List.of(), -1, "full").modelFor("anything")).isEmpty();
  }

  @Test
  void shouldRefuseANameThatCouldBeSomethingElse() {
    assertThatThrownBy(() -> new SlotState("../x", 1, List.of(), -1, "full"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static SlotState state(long revision, ServedModel model) {
    return new SlotState("people", revision, List.of(new Rule(SlotState.ALL, model)), -1, "full");
  }

  private static Switch at(SlotState state, Map<Integer, Long> offsets) {
    return new Switch(state, Instant.EPOCH, offsets);
  }
}
