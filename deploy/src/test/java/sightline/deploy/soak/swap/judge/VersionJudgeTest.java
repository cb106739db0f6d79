package sightline.deploy.soak.swap.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;

/** Two partitions, camera gate on 0 and yard on 1; version 1 from offset 0, 2 from offset 10. */
class VersionJudgeTest {

  private static final ServedModel ONE = new ServedModel("people", "1", "sha256:1", 5, "");
  private static final ServedModel TWO = new ServedModel("people", "2", "sha256:2", 5, "");

  private final VersionJudge judge = new VersionJudge(2);

  @Test
  void shouldFindNothingWrongWhenEachResultIsOfTheVersionItsOffsetSays() {
    switched(0, 1, ONE);
    switched(10, 2, TWO);
    frame(0, 9);
    frame(0, 11);
    result(0, 9, ONE);
    result(0, 11, TWO);

    Judgement found = judge.judge();

    assertThat(found.isExact()).isTrue();
    assertThat(found.frames()).isEqualTo(2);
    assertThat(found.versions()).containsEntry("people/1", 1L).containsEntry("people/2", 1L);
  }

  @Test
  void shouldNotCareInWhichOrderTheLogIsRead() {
    result(0, 11, TWO);
    frame(0, 11);
    switched(10, 2, TWO);
    switched(0, 1, ONE);

    assertThat(judge.judge().isExact()).isTrue();
  }

  @Test
  void shouldSeeAResultOfTheOldVersionBehindTheMarker() {
    switched(0, 1, ONE);
    switched(10, 2, TWO);
    frame(0, 11);
    result(0, 11, ONE);

    Judgement found = judge.judge();

    assertThat(found.wrong()).isEqualTo(1);
    assertThat(found.examples())
        .containsExactly("gate at 0:11 in slot yard has a result of people/1, due from people/2");
  }

  @Test
  void shouldSeeThatTheNameIsRightButTheBytesAreNot() {
    switched(0, 1, ONE);
    frame(0, 1);
    result(0, 1, new ServedModel("people", "1", "sha256:9", 5, ""));

    assertThat(judge.judge().wrong()).isEqualTo(1);
  }

  @Test
  void shouldSeeAFrameWithoutResultAndOneWithTwo() {
    switched(0, 1, ONE);
    frame(0, 1);
    frame(0, 2);
    result(0, 2, ONE);
    result(0, 2, ONE);

    Judgement found = judge.judge();

    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.repeated()).isEqualTo(1);
    assertThat(judge.isComplete()).isFalse();
  }

  @Test
  void shouldExpectNothingOfFramesBeforeTheFirstMarkerAndOfCamerasThatNoRuleNames() {
    marker(0, 5, new SlotState("yard", 1, List.of(new Rule(List.of("yard"), ONE)), -1, "full"));
    marker(1, 5, new SlotState("yard", 1, List.of(new Rule(List.of("yard"), ONE)), -1, "full"));
    frame(0, 1);
    frame(0, 9);
    result(0, 9, ONE);

    Judgement found = judge.judge();

    assertThat(found.missing()).isZero();
    assertThat(found.unasked()).isEqualTo(1);
  }

  @Test
  void shouldFollowTheCanary() {
    var canary = List.of(new Rule(List.of("gate"), TWO), new Rule(SlotState.ALL, ONE));
    marker(0, 5, new SlotState("yard", 1, canary, -1, "full"));
    marker(1, 5, new SlotState("yard", 1, canary, -1, "full"));
    frame(0, 9);
    frame(1, 9);
    result(0, 9, TWO);
    result(1, 9, ONE);

    assertThat(judge.judge().isExact()).isTrue();
  }

  @Test
  void shouldSeeASwitchThatIsNotInEveryPartition() {
    switched(0, 1, ONE);
    marker(0, 10, state(2, TWO));

    Judgement found = judge.judge();

    assertThat(found.brokenRevisions()).isEqualTo(1);
    assertThat(found.examples())
        .containsExactly("revision yard 2 has markers in 1 of 2 partitions");
  }

  @Test
  void shouldSeeRevisionsThatGoBack() {
    switched(0, 2, ONE);
    switched(10, 1, TWO);

    assertThat(judge.judge().brokenRevisions()).isEqualTo(2);
  }

  @Test
  void shouldSeeAResultOfWhatIsNoFrame() {
    switched(0, 1, ONE);
    result(0, 3, ONE);

    assertThat(judge.judge().unasked()).isEqualTo(1);
  }

  @Test
  void shouldSeeAResultThatComesBehindThatOfALaterFrame() {
    switched(1, 1, ONE);
    for (long offset : new long[] {2, 3, 4}) {
      frame(0, offset);
    }
    result(0, 2, ONE);
    result(0, 4, ONE);
    result(0, 3, ONE);

    assertThat(judge.judge().disordered()).isEqualTo(1);
    assertThat(judge.judge().missing()).isZero();
    assertThat(judge.judge().isExact()).isFalse();
  }

  @Test
  void shouldNotBeExactWhenThereIsNoResultAtAll() {
    assertThat(judge.judge().isExact()).isFalse();
  }

  private void switched(long offset, long revision, ServedModel model) {
    marker(0, offset, state(revision, model));
    marker(1, offset, state(revision, model));
  }

  private void marker(int partition, long offset, SlotState state) {
    judge.marker(partition, offset, state);
  }

  private static SlotState state(long revision, ServedModel model) {
    return new SlotState("yard", revision, List.of(new Rule(SlotState.ALL, model)), -1, "full");
  }

  private void frame(int partition, long offset) {
    judge.frame(partition, offset, camera(partition));
  }

  private void result(int partition, long offset, ServedModel model) {
    judge.result(
        "detections",
        new Provenance(
            new FrameId(camera(partition), 1, offset),
            "yard",
            Instant.EPOCH,
            FrameSize.UNKNOWN,
            new ModelRef(model.name(), model.version(), model.digest(), "cpu"),
            new LogPosition("frames", partition, offset),
            StageTimes.NONE));
  }

  private static String camera(int partition) {
    return partition == 0 ? "gate" : "yard";
  }
}
