package sightline.inference.track;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.inference.track.Scene.object;
import static sightline.inference.track.Scene.person;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.geometry.Mask;

class TrackerTest {

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldGiveTheFirstObjectsTheFirstIds(TrackerKind kind) {
    List<Long> ids = Scene.of(kind).see(person(0, 0, .9), person(200, 0, .8));

    assertThat(ids).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldKeepTheIdOfAnObjectThatMoves(TrackerKind kind) {
    Scene scene = Scene.of(kind);

    for (int frame = 0; frame < 50; frame++) {
      assertThat(scene.see(person(5 * frame, 2 * frame, .9))).containsExactly(1L);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldKeepTwoObjectsApartThatPassEachOther(TrackerKind kind) {
    Scene scene = Scene.of(kind);

    for (int frame = 0; frame < 60; frame++) {
      assertThat(scene.see(person(6 * frame, 0, .9), person(360 - 6 * frame, 30, .9)))
          .containsExactly(1L, 2L);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldNotTellOfANewcomerInItsFirstFrame(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, person(0, 0, .9));

    List<Long> ids = scene.see(person(0, 0, .9), person(300, 0, .9));

    assertThat(ids).containsExactly(1L, 0L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldTellOfANewcomerThatStays(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, person(0, 0, .9));

    List<Long> ids = scene.seeFor(4, person(0, 0, .9), person(300, 0, .9));

    assertThat(ids).containsExactly(1L, 2L);
  }

  @Test
  void shouldFindAnObjectAgainThatWasLostForAWhile() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.seeFor(10, person(0, 0, .9));
    scene.seeFor(20);

    assertThat(scene.see(person(2, 0, .9))).containsExactly(1L);
  }

  @Test
  void shouldGiveAnObjectANewIdThatWasLostForTooLong() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.seeFor(10, person(0, 0, .9));
    scene.seeFor(40);

    assertThat(scene.seeFor(2, person(2, 0, .9))).containsExactly(2L);
  }

  @Test
  void shouldBridgeOneFrameWithoutDetectionWithSort() {
    Scene scene = Scene.of(TrackerKind.SORT);
    scene.seeFor(10, person(0, 0, .9));
    scene.see();

    assertThat(scene.seeFor(3, person(0, 0, .9))).containsExactly(1L);
  }

  @Test
  void shouldEndATrackThatIsMissedTwiceWithSort() {
    Scene scene = Scene.of(TrackerKind.SORT);
    scene.seeFor(10, person(0, 0, .9));
    scene.seeFor(2);

    assertThat(scene.seeFor(4, person(0, 0, .9))).containsExactly(2L);
  }

  @Test
  void shouldKeepATrackAliveByADetectionOfALowScore() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.seeFor(5, person(0, 0, .9));

    List<Long> ids = scene.seeFor(100, person(0, 0, .2));

    assertThat(ids).containsExactly(1L);
  }

  @Test
  void shouldBeginNoTrackWithADetectionOfALowScore() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);

    assertThat(scene.seeFor(10, person(0, 0, .4))).containsExactly(0L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldNotGoOnWithAnObjectOfAnotherLabel(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, object(0, "car", 0, 0, .9));

    assertThat(scene.seeFor(4, object(1, "truck", 0, 0, .9))).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldKeepAnObjectWhoseClassHasAnotherNumberInTheNextModel(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, object(2, "car", 0, 0, .9));

    assertThat(scene.see(object(5, "car", 0, 0, .9))).containsExactly(1L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldBeginAnewWhenTheCameraIsOpenedAnew(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, person(0, 0, .9));
    scene.reopen();

    assertThat(scene.see(person(0, 0, .9))).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldBeginAnewAfterALongGap(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    scene.seeFor(10, person(0, 0, .9));
    scene.pause(5001);

    assertThat(scene.see(person(0, 0, .9))).containsExactly(2L);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldExpectAnObjectFurtherOnWhenFramesWereLeftOut(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    for (int frame = 0; frame < 20; frame++) {
      scene.see(person(10 * frame, 0, .9));
    }
    scene.pause(4 * 40);

    assertThat(scene.see(person(10 * 24, 0, .9))).containsExactly(1L);
  }

  @Test
  void shouldLeaveAFrameOfThePastAsItIs() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.seeFor(3, person(0, 0, .9));
    byte[] before = scene.tracker.state();

    List<Detection> seen =
        scene.tracker.update(new FrameId("gate", 7, 2), Scene.NOON, List.of(person(0, 0, .9)));

    assertThat(seen).containsExactly(person(0, 0, .9));
    assertThat(scene.tracker.state()).isEqualTo(before);
  }

  @Test
  void shouldKeepEverythingElseOfADetection() {
    Detection plain = person(0, 0, .9);
    var full =
        new Detection(
            plain.box(), 3, "person", .9f, 0, List.of(1f, 2f), Mask.ofRuns(2, 2, 1, 2, 1));

    Detection seen =
        Trackers.of(TrackerSettings.of(TrackerKind.SORT))
            .start()
            .update(new FrameId("gate", 1, 0), Instant.EPOCH, List.of(full))
            .get(0);

    assertThat(seen.track()).isEqualTo(1);
    assertThat(seen).usingRecursiveComparison().ignoringFields("track").isEqualTo(full);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldPassOverABoxWithoutSize(TrackerKind kind) {
    var line = new Detection(new sightline.events.geometry.Box(5, 5, 5, 50), 0, "person", .9f);

    assertThat(Scene.of(kind).seeFor(3, line)).containsExactly(0L);
  }

  @Test
  void shouldCountWhatBeganAndEnded() {
    Scene scene = Scene.of(TrackerKind.BYTETRACK);
    scene.see(person(0, 0, .9), person(200, 0, .9));
    int began = scene.tracker.started();
    scene.reopen();
    scene.see(person(0, 0, .9));

    assertThat(began).isEqualTo(2);
    assertThat(scene.tracker.live()).isEqualTo(1);
    assertThat(scene.tracker.ended()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"SORT", "BYTETRACK"})
  void shouldHoldNoMoreTracksThanItMay(TrackerKind kind) {
    Scene scene = Scene.of(kind);
    var crowd = new Detection[300];
    for (int i = 0; i < crowd.length; i++) {
      crowd[i] = person(50 * (i % 20), 110 * (i / 20), .9);
    }

    List<Long> ids = scene.seeFor(5, crowd);

    assertThat(scene.tracker.live()).isEqualTo(TrackerRules.USUAL.maxTracks());
    assertThat(ids.stream().filter(id -> id > 0)).hasSize(TrackerRules.USUAL.maxTracks());
  }
}
