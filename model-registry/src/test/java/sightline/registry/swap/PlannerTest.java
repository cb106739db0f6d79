package sightline.registry.swap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.Refused.Kind;
import sightline.registry.shelf.SlotWish;
import sightline.registry.swap.Scene.Said;

class PlannerTest {

  private Scene scene;

  @BeforeEach
  void openTheScene() throws Exception {
    scene = Scene.withThreeVersions();
  }

  @Test
  void shouldPutACanaryBeforeTheRestAndEndItWhenItIsPromotedToAll() throws Exception {
    scene.change(scene.bind(1, "gate", "door"));

    Promotion canary = scene.change(scene.promote(2, "gate"));
    assertThat(scene.rules()).containsExactly("gate=2", "gate+door=1");
    assertThat(canary.canary()).containsExactly("gate");
    assertThat(canary.from()).isEqualTo("people/1");
    assertThat(canary.to()).isEqualTo("people/2");
    scene.change(scene.promote(2));

    assertThat(scene.rules()).containsExactly("gate+door=2");
  }

  @Test
  void shouldEndACanaryWhenItIsRolledBack() throws Exception {
    scene.change(scene.bind(1, "gate", "door"));
    scene.change(scene.promote(2, "gate"));

    Promotion back = scene.change(scene.rollback());

    assertThat(scene.rules()).containsExactly("gate+door=1");
    assertThat(back.from()).isEqualTo("people/2");
    assertThat(back.to()).isEqualTo("people/1");
    assertThat(back.revision()).isEqualTo(3);
  }

  @Test
  void shouldGoThereAndBackWhenRolledBackTwice() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.change(scene.promote(2));

    scene.change(scene.rollback());
    assertThat(scene.rules()).containsExactly("*=1");
    scene.change(scene.rollback());

    assertThat(scene.rules()).containsExactly("*=2");
  }

  @Test
  void shouldKeepTheRecordOfASlotThatIsNotBoundAnyMore() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");

    Promotion promotion = scene.change(scene.unbind());

    assertThat(promotion.state()).isEqualTo(Promotion.State.SWITCHED);
    assertThat(scene.rules()).isEmpty();
    assertThat(scene.slot().switches()).hasSize(2);
  }

  @Test
  void shouldRefuseAThirdVersionWhileACanaryRuns() throws Exception {
    scene.change(scene.bind(1, "gate", "door"));
    scene.change(scene.promote(2, "gate"));

    assertRefused(
        Kind.CONFLICT, () -> scene.change(scene.promote(3)), "people/3 would be the third");
    assertRefused(Kind.CONFLICT, () -> scene.change(scene.bind(3, "gate")), "at most two versions");
  }

  @Test
  void shouldNameWhoChangedTheSlotWhenTheEditionIsStale() throws Exception {
    scene.change(scene.bind(1, "*"));
    SlotWish seen = scene.promote(2);
    scene.change(scene.promote(3));

    assertRefused(
        Kind.STALE,
        () -> scene.change(seen),
        "slot yard is at edition 4, you saw 2: anna switched people/3 at 2026-11-22T10:00:00Z;"
            + " look again");
    assertRefused(Kind.STALE, () -> scene.change(Scene.seeing(0, scene.bind(2, "*"))), "you saw 0");
  }

  @Test
  void shouldAskForTheEditionWhenItIsNotSaid() throws Exception {
    scene.change(scene.bind(1, "*"));
    SlotWish silent =
        new SlotWish(
            SlotWish.Kind.PROMOTE,
            Scene.SLOT,
            Optional.empty(),
            "people/2",
            List.of(),
            -1,
            "",
            Optional.empty(),
            false,
            "anna",
            "");

    assertRefused(Kind.EDITION_MISSING, () -> scene.change(silent), "it is at 2");
  }

  @Test
  void shouldNameThePromotionThatRuns() throws Exception {
    scene.join("w-1");
    scene.change(scene.bind(1, "*"));

    assertRefused(
        Kind.CONFLICT, () -> scene.change(scene.bind(2, "*")), "promotion yard-1 of slot");
  }

  @Test
  void shouldSayHowMuchMemoryIsMissingUnlessAGapIsAllowed() throws Exception {
    scene.change(scene.bind(1, "*"));
    scene.join("w-1");
    scene.say(
        "w-1",
        120_000_000,
        List.of(),
        Said.of(1, 1, sightline.events.slot.WorkerStatus.Step.READY));

    assertRefused(
        Kind.MEMORY_SHORT,
        () -> scene.change(scene.promote(2)),
        "worker w-1 has 120.0 MB of memory free, people/2 needs 400.0 MB");

    assertThat(scene.change(Scene.withGap(scene.promote(2))).gap()).isTrue();
  }

  @Test
  void shouldRefuseWhatMakesNoSense() throws Exception {
    assertRefused(Kind.UNKNOWN, () -> scene.change(scene.promote(2)), "there is no slot yard");
    assertRefused(Kind.UNKNOWN, () -> scene.change(scene.bind(9, "*")), "no version or alias 9");
    assertRefused(Kind.INVALID, () -> scene.change(scene.bind(1)), "name model and cameras");
    assertRefused(Kind.INVALID, () -> scene.change(scene.bind(1, "a b")), "camera is 'a b'");

    scene.change(scene.bind(1, "gate", "door"));

    assertRefused(Kind.INVALID, () -> scene.change(scene.promote(1)), "is so already");
    assertRefused(Kind.INVALID, () -> scene.change(scene.rollback()), "no state before");
    assertRefused(Kind.INVALID, () -> scene.change(scene.promote(2, "roof")), "camera roof");
    assertRefused(Kind.INVALID, () -> scene.change(scene.promote(2, "*")), "without one");
  }

  private static void assertRefused(Kind kind, ThrowingCallable wish, String sentence) {
    assertThatThrownBy(wish)
        .isInstanceOf(Refused.class)
        .hasMessageContaining(sentence)
        .satisfies(e -> assertThat(((Refused) e).kind()).isEqualTo(kind));
  }
}
