package sightline.registry.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.events.slot.WorkerStatus.Step.FAILED;
import static sightline.events.slot.WorkerStatus.Step.FETCHING;
import static sightline.events.slot.WorkerStatus.Step.READY;
import static sightline.events.slot.WorkerStatus.Step.WAITING;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Promotion.State;
import sightline.registry.swap.Scene.Said;

class PromotionTest {

  private Scene scene;

  @BeforeEach
  void openTheScene() throws Exception {
    scene = Scene.withThreeVersions();
  }

  @Test
  void shouldSwitchAtOnceWhenNobodyWorks() throws Exception {
    Promotion promotion = scene.change(scene.bind(1, "*"));

    assertThat(promotion.state()).isEqualTo(State.SWITCHED);
    assertThat(promotion.offsets()).hasSize(FakeLog.PARTITIONS);
    assertThat(promotion.settled()).isTrue();
    assertThat(scene.rules()).containsExactly("*=1");
    assertThat(scene.slot().switches().get(0).offsets()).isEqualTo(promotion.offsets());
    assertThat(scene.log.markerKeys()).containsOnly("slots/yard").hasSize(FakeLog.PARTITIONS);
  }

  @Test
  void shouldSwitchOnlyWhenEveryLiveWorkerIsReady() throws Exception {
    scene.join("w-1");
    scene.join("w-2");
    Promotion promotion = scene.change(scene.bind(1, "*"));
    scene.say("w-1", Said.of(1, 1, READY));

    scene.look();
    assertThat(scene.promotion(promotion.id()).workers())
        .extracting(Promotion.WorkerProgress::step)
        .containsExactly("READY", "SILENT");
    assertThat(scene.log.markerKeys()).isEmpty();
    scene.pass(Duration.ofSeconds(2));
    scene.say("w-2", Said.of(1, 1, READY));
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.SWITCHED);
    var last = scene.log.known().audit().lastSwitch(Scene.SLOT).orElseThrow();
    assertThat(last.evidence().toString())
        .contains("{\"worker\":\"w-1\",\"readyMillis\":0}")
        .contains("{\"worker\":\"w-2\",\"readyMillis\":2000}");
  }

  @Test
  void shouldWaitForAWorkerThatIsReadyForAnOlderStateOnly() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    scene.say("w-1", Said.of(1, 1, READY), Said.of(2, 1, READY));

    Promotion promotion = scene.change(scene.promote(2));

    assertThat(promotion.state()).isEqualTo(State.ANNOUNCED);
  }

  @Test
  void shouldNotWaitForAWorkerThatLeft() throws Exception {
    scene.join("w-1");
    scene.say("w-1");
    Promotion promotion = scene.change(scene.bind(1, "*"));
    scene.leave("w-1");

    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.SWITCHED);
  }

  @Test
  void shouldRefuseAtOnceWhenAWorkerFails() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    Promotion promotion = scene.change(scene.promote(2));
    scene.say("w-1", Said.of(2, 2, FAILED));

    scene.look();

    Promotion refused = scene.promotion(promotion.id());
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.problem()).isEqualTo("worker w-1 cannot serve people/2: out of luck");
    assertThat(scene.rules()).containsExactly("*=1");
    assertThat(scene.slot().candidates()).isEmpty();
  }

  @Test
  void shouldNotBelieveWhatWasSaidBeforeTheAnnouncement() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    scene.say("w-1", Said.of(2, 2, FAILED));
    scene.pass(Duration.ofSeconds(1));

    Promotion promotion = scene.change(scene.promote(2));

    assertThat(promotion.state()).isEqualTo(State.ANNOUNCED);
  }

  @Test
  void shouldRefuseWhenTheTimeIsOverAndNameTheWorker() throws Exception {
    scene.join("w-1");
    Promotion promotion = scene.change(scene.bind(1, "*"));
    scene.pass(Duration.ofSeconds(59));
    scene.say("w-1", new Said("1", 1, FETCHING, 40, List.of()));
    scene.look();
    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.ANNOUNCED);

    scene.pass(Duration.ofSeconds(1));
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.REFUSED);
    assertThat(scene.promotion(promotion.id()).problem())
        .contains("w-1")
        .contains("FETCHING, 40 of 100 bytes");
  }

  @Test
  void shouldGoOnAfterARestart() throws Exception {
    scene.join("w-1");
    Promotion promotion = scene.change(scene.bind(1, "*"));

    scene.restart();
    scene.say("w-1", Said.of(1, 1, READY));
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.SWITCHED);
    assertThat(scene.promotion(promotion.id()).by()).isEqualTo("anna");
  }

  @Test
  void shouldGoOnWhenTheLogTakesRecordsAgain() throws Exception {
    scene.join("w-1");
    Promotion promotion = scene.change(scene.bind(1, "*"));
    scene.say("w-1", Said.of(1, 1, READY));
    scene.log.breakDown(true);
    org.assertj.core.api.Assertions.assertThatThrownBy(scene::look).hasMessage("the log is broken");

    scene.log.breakDown(false);
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.SWITCHED);
    assertThat(scene.slot().current().orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void shouldLetTheSlotBeWhenAPromotionIsCancelled() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    Promotion promotion = scene.change(scene.promote(2));

    scene.cancel(promotion.id());
    scene.say("w-1", Said.of(2, 2, READY));
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.CANCELLED);
    assertThat(scene.rules()).containsExactly("*=1");
  }

  @Test
  void shouldNeedFetchedModelsOnlyWhenAGapIsAllowed() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    Promotion promotion = scene.change(Scene.withGap(scene.promote(2)));
    scene.say("w-1", new Said("2", 2, WAITING, 99, List.of()));
    scene.look();
    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.ANNOUNCED);

    scene.say("w-1", new Said("2", 2, WAITING, 100, List.of()));
    scene.look();

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.SWITCHED);
  }

  @Test
  void shouldRollBackByItselfWhenAWorkerHoldsForTooLong() throws Exception {
    scene.change(scene.bind(1, "*"));
    Promotion promotion = scene.change(scene.promote(2));
    scene.join("w-1");
    scene.say("w-1", 0, List.of(3), Said.of(1, 1, READY));
    scene.look();
    assertThat(scene.promotion(promotion.id()).settled()).isFalse();

    for (int i = 0; i < 3; i++) {
      scene.pass(Duration.ofSeconds(10));
      scene.say("w-1", 0, List.of(3), Said.of(1, 1, READY));
      scene.look();
    }

    assertThat(scene.promotion(promotion.id()).state()).isEqualTo(State.ROLLED_BACK);
    assertThat(scene.rules()).containsExactly("*=1");
    assertThat(scene.slot().current().orElseThrow().revision()).isEqualTo(3);
    assertThat(scene.log.known().audit().lastSwitch(Scene.SLOT).orElseThrow().by())
        .isEqualTo("registry");
  }

  @Test
  void shouldNotRollBackWhatOneWorkerCannotDoAfterAllHadSettled() throws Exception {
    scene.change(scene.bind(1, "*"));
    Promotion promotion = scene.change(scene.promote(2));
    scene.join("w-1");
    scene.say("w-1", Said.of(2, 2, READY));
    scene.look();
    assertThat(scene.promotion(promotion.id()).settled()).isTrue();

    for (int i = 0; i < 5; i++) {
      scene.pass(Duration.ofSeconds(10));
      scene.say("w-1", 0, List.of(3), Said.of(2, 2, FAILED));
      scene.look();
    }

    assertThat(scene.rules()).containsExactly("*=2");
  }

  @Test
  void shouldNotBeSettledWhileTheOldVersionStillLooksAtFrames() throws Exception {
    scene.change(scene.bind(1, "*"));
    Promotion promotion = scene.change(scene.promote(2));
    scene.join("w-1");

    scene.say("w-1", Said.of(2, 2, READY), new Said("1", 1, READY, 100, List.of(5)));

    assertThat(scene.promotion(promotion.id()).settled()).isFalse();
  }
}
