package sightline.inference.live;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.inference.live.LiveFixtures.frame;
import static sightline.inference.live.LiveFixtures.marker;
import static sightline.inference.live.LiveFixtures.model;
import static sightline.inference.live.LiveFixtures.names;
import static sightline.inference.live.LiveFixtures.record;
import static sightline.inference.live.LiveFixtures.state;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.Topics;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Candidate;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.events.slot.WorkerStatus;
import sightline.inference.live.LiveSlots.Need;
import sightline.inference.slot.TaskSlots;

class LiveSlotsTest {

  private static final ServedModel ONE = model("1");
  private static final ServedModel TWO = model("2");
  private static final Instant NOW = Instant.parse("2026-11-22T14:02:11Z");

  private final LiveSlots live = new LiveSlots(10);

  @Test
  void shouldLetNoMarkerPassWhoseVersionIsNotReady() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    live.open(0, List.of());

    int passed =
        live.passable(0, List.of(frame(10), frame(11), marker(12, state(2, TWO)), frame(13)));

    assertThat(passed).isEqualTo(2);
    assertThat(live.mayPass(0)).isFalse();
    assertThat(live.held()).containsExactly(0);
    ready(TWO);
    assertThat(live.mayPass(0)).isTrue();
    assertThat(live.held()).isEmpty();
    assertThat(live.passable(0, List.of(marker(12, state(2, TWO)), frame(13)))).isEqualTo(2);
  }

  @Test
  void shouldLookAtEachFrameWithTheVersionThatItsOffsetSays() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    ready(TWO);
    TaskSlots task = live.open(0, List.of());

    assertThat(names(task.boundTo("gate", 11))).containsExactly("people/1");
    task.switched(state(2, TWO), 12, NOW);

    assertThat(names(task.boundTo("gate", 13))).containsExactly("people/2");
    assertThat(names(task.boundTo("gate", 11))).containsExactly("people/1"); // read once more
    assertThat(names(task.boundTo("yard", 14))).containsExactly("people/2");
  }

  @Test
  void shouldGoOnElsewhereWithTheSwitchesThatWereMet() {
    live.accept(record(state(3, TWO), 900));
    ready(ONE);
    ready(TWO);
    TaskSlots before = live.open(0, List.of());
    List<Switch> kept = before.switched(state(1, ONE), 40, NOW);
    kept = before.switched(state(2, TWO), 50, NOW);
    before.close();

    TaskSlots after = live.open(0, kept);

    assertThat(names(after.boundTo("gate", 45))).containsExactly("people/1");
    assertThat(names(after.boundTo("gate", 51))).containsExactly("people/2");
    assertThat(after.boundTo("gate", 39)).isEmpty();
  }

  @Test
  void shouldStartFromTheModelsTopicWhenNoMarkerWasMet() {
    var first = new Switch(state(1, ONE), NOW, java.util.Map.of(0, 10L, 1, 5L));
    var second = new Switch(state(2, TWO), NOW, java.util.Map.of(0, 20L, 1, 500L));
    live.accept(new SlotRecord("people", 2, List.of(second, first), List.of()));
    ready(ONE);
    ready(TWO);

    TaskSlots task = live.open(0, List.of());
    TaskSlots other = live.open(1, List.of());

    assertThat(task.boundTo("gate", 9)).isEmpty();
    assertThat(names(task.boundTo("gate", 10))).containsExactly("people/1");
    assertThat(names(task.boundTo("gate", 19))).containsExactly("people/1");
    assertThat(names(task.boundTo("gate", 20))).containsExactly("people/2");
    assertThat(names(other.boundTo("yard", 499))).containsExactly("people/1");
  }

  @Test
  void shouldLookWithTheCanaryAtItsCamerasOnly() {
    ready(ONE);
    ready(TWO);
    TaskSlots task = live.open(0, List.of());
    var rules = List.of(new Rule(List.of("gate"), TWO), new Rule(SlotState.ALL, ONE));

    task.switched(new SlotState("people", 1, rules, -1, "full"), 5, NOW);

    assertThat(names(task.boundTo("gate", 6))).containsExactly("people/2");
    assertThat(names(task.boundTo("yard", 6))).containsExactly("people/1");
  }

  @Test
  void shouldNeedTheOldVersionUntilEveryPartitionHasPassedItsMarker() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    ready(TWO);
    TaskSlots fast = live.open(0, List.of());
    TaskSlots slow = live.open(1, List.of());
    slow.taken(50);
    live.accept(LiveFixtures.after(record(state(1, ONE), 0), state(2, TWO), 100));

    fast.switched(state(2, TWO), 100, NOW);
    assertThat(live.needs()).containsKey(LiveFixtures.key(ONE));
    slow.switched(state(2, TWO), 100, NOW);
    slow.taken(100);

    assertThat(live.needs()).containsOnlyKeys(LiveFixtures.key(TWO));
  }

  @Test
  void shouldNeedTheOldVersionForFramesThatWerePolledBeforeTheMarker() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    TaskSlots task = live.open(0, List.of());
    task.taken(9);
    live.passable(0, List.of(frame(10), frame(11), marker(12, state(2, TWO))));

    assertThat(live.needs()).containsKey(LiveFixtures.key(ONE));
    live.accept(LiveFixtures.after(record(state(1, ONE), 0), state(2, TWO), 12));
    task.taken(10);
    assertThat(live.needs()).containsKey(LiveFixtures.key(ONE));
    task.taken(11);

    assertThat(live.needs()).containsOnlyKeys(LiveFixtures.key(TWO));
    assertThat(live.needs().get(LiveFixtures.key(TWO))).isEqualTo(Need.FRAMES);
  }

  @Test
  void shouldRejectFramesOfAVersionThatCannotBeOpenedOnceItWasReplaced() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    TaskSlots task = live.open(0, List.of());
    var records = List.of(marker(12, state(2, TWO)), frame(13), marker(14, state(3, ONE)));

    assertThat(live.passable(0, records)).isZero();
    failed(TWO, "it is broken");
    assertThat(live.mayPass(0)).isFalse(); // still the current one, as far as anybody knows
    live.accept(record(state(3, ONE), 14));

    assertThat(live.mayPass(0)).isTrue();
    assertThat(live.passable(0, records)).isEqualTo(3);
    task.switched(state(2, TWO), 12, NOW);
    var absent = task.boundTo("gate", 13).get(0);
    assertThat(absent.model().ref().version()).isEqualTo("2");
    assertThat(absent.whyAbsent()).isEqualTo("model people/2 cannot look: it is broken");
  }

  @Test
  void shouldFetchButNotOpenWhatReplacesWithAGap() {
    live.accept(record(state(1, ONE), 0));
    var candidate = new Candidate("p1", state(2, TWO), true, NOW);
    live.accept(
        new SlotRecord("people", 2, record(state(1, ONE), 0).switches(), List.of(candidate)));

    assertThat(live.needs().get(LiveFixtures.key(TWO))).isEqualTo(Need.FILE);
    assertThat(live.replacesWithGap(LiveFixtures.key(TWO))).isTrue();
    assertThat(live.replacesWithGap(LiveFixtures.key(ONE))).isFalse();
  }

  @Test
  void shouldJoinOnlyWhenWhatRunsNowIsReady() {
    assertThat(live.canJoin()).isFalse();
    live.accept(record(state(1, ONE), 0));
    live.allTold();
    assertThat(live.canJoin()).isFalse();
    live.needs();
    assertThat(live.whyNotReady()).isEqualTo("model people/1 of slot people is WAITING");

    ready(ONE);

    assertThat(live.canJoin()).isTrue();
    assertThat(live.whyNotReady()).isEmpty();
  }

  @Test
  void shouldTellHowFarEachVersionIsAndWhoseFramesItLooksAt() {
    live.accept(record(state(1, ONE), 0));
    ready(ONE);
    live.open(3, List.of());

    WorkerStatus.Version told = live.status().get(0);

    assertThat(told.model()).isEqualTo("people/1");
    assertThat(told.step()).isEqualTo(WorkerStatus.Step.READY);
    assertThat(told.revision()).isEqualTo(1);
    assertThat(told.partitions()).containsExactly(3);
  }

  @Test
  void shouldForgetSwitchesThatNoKeptFrameNeeds() {
    TaskSlots task = live.open(0, List.of());
    Instant later = NOW.plus(Topics.FRAMES.retention()).plusSeconds(1);
    task.switched(state(1, ONE), 5, NOW.minusSeconds(60));
    task.switched(state(2, TWO), 6, NOW);

    List<Switch> kept = task.switched(state(3, ONE), 7, later);

    assertThat(kept).extracting(one -> one.state().revision()).containsExactly(2L, 3L);
  }

  @Test
  void shouldServeNoMoreSlotsThanItsLimit() {
    var small = new LiveSlots(1);
    small.accept(record(state(1, ONE), 0));

    small.accept(
        new SlotRecord(
            "cars",
            1,
            List.of(
                new Switch(
                    new SlotState("cars", 1, List.of(new Rule(SlotState.ALL, TWO)), -1, "full"),
                    NOW,
                    java.util.Map.of(0, 0L))),
            List.of()));

    assertThat(small.slotNames()).containsExactly("people");
  }

  private void ready(ServedModel model) {
    version(model).ready(LiveFixtures.slot(model));
    live.changed();
  }

  private void failed(ServedModel model, String why) {
    version(model).failed(why, System.nanoTime());
    live.changed();
  }

  private LiveVersion version(ServedModel model) {
    return live.known(LiveFixtures.key(model));
  }
}
