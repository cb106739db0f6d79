package sightline.dashboards.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.START;
import static sightline.dashboards.feed.Samples.detected;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.judged;
import static sightline.dashboards.feed.Samples.picture;
import static sightline.dashboards.feed.Samples.rejected;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.FrameJoiner.Drop;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.geometry.Mask;

class FrameJoinerTest {

  private static final FeedLimits LIMITS =
      new FeedLimits(
          4,
          3,
          1_000,
          3,
          1_000,
          2,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  private final List<Drop> drops = new ArrayList<>();
  private final FrameJoiner joiner = new FrameJoiner(LIMITS, drops::add);

  @Test
  void shouldForgetTheOldestResultsWhenTheirMasksTakeTooMuchRoom() {
    for (int sequence = 0; sequence < 3; sequence++) {
      joiner.result(
          frame("gate", sequence), FrameResult.of(masked(frame("gate", sequence))), Instant.EPOCH);
    }

    assertThat(drops).containsExactly(Drop.RESULT_EVICTED, Drop.RESULT_EVICTED);
    assertThat(joiner.waitingResultBytes()).isBetween(600L, 1_000L);
  }

  private static ObjectsDetected masked(FrameId frame) {
    ObjectsDetected usual = Samples.detected(frame);
    Detection person = usual.detections().get(0);
    var mask = new Mask(100, 100, "0".repeat(400));
    var masked = new Detection(person.box(), 0, "person", person.score(), 0, List.of(), mask);
    return new ObjectsDetected(usual.provenance(), List.of(masked));
  }

  /** What may happen to a joiner. */
  private record Step(Kind kind, FrameId frame, int bytes, int waitMillis, String slot) {
    enum Kind {
      PICTURE,
      RESULT,
      REJECTION,
      EXPIRE
    }
  }

  @Test
  void shouldShowAPictureWithItsResultWhenTheResultComesLater() {
    joiner.picture(picture(frame("gate", 4), 10), START);

    var shown = joiner.result(frame("gate", 4), FrameResult.of(detected(frame("gate", 4))), START);

    assertThat(shown)
        .containsExactly(
            new WallFrame(
                picture(frame("gate", 4), 10),
                List.of(FrameResult.of(detected(frame("gate", 4))))));
  }

  @Test
  void shouldShowBoxesOverlayAndHeatOfAFrameTogetherInWhateverOrderTheyCome() {
    var joiner = new FrameJoiner(ROOMY, drop -> {});
    for (int frame = 1; frame <= 3; frame++) { // from the first on all slots are known
      joiner.picture(picture(frame("gate", frame), 10), START);
      joiner.result(frame("gate", frame), heat(frame), START);
      joiner.result(frame("gate", frame), slot(frame, "overlay"), START);
      joiner.result(frame("gate", frame), slot(frame, "people"), START);
    }
    joiner.picture(picture(frame("gate", 4), 10), START);

    var early = new ArrayList<WallFrame>();
    early.addAll(joiner.result(frame("gate", 4), slot(4, "people"), START));
    early.addAll(joiner.result(frame("gate", 4), slot(4, "overlay"), START));
    List<WallFrame> shown = joiner.result(frame("gate", 4), heat(4), START);

    assertThat(early).isEmpty();
    assertThat(shown)
        .singleElement()
        .satisfies(
            frame ->
                assertThat(frame.results())
                    .containsExactly(heat(4), slot(4, "overlay"), slot(4, "people")));
  }

  private static final FeedLimits ROOMY =
      new FeedLimits(
          4,
          8,
          1_000,
          32,
          100_000,
          3,
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));

  private static FrameResult heat(int frame) {
    return FrameResult.of(judged(frame("gate", frame), "normality", 1.5f));
  }

  private static FrameResult slot(int frame, String slot) {
    return FrameResult.of(detected(frame("gate", frame), slot, "1"));
  }

  @Test
  void shouldShowAPictureWithItsResultWhenTheResultCameFirst() {
    result(4, START);

    var shown = joiner.picture(picture(frame("gate", 4), 10), START);

    assertThat(shown).extracting(WallFrame::outcome).containsExactly("inferred");
    assertThat(joiner.waitingResults()).isZero();
  }

  @Test
  void shouldShowAPictureWithoutBoxesWhenItsResultDoesNotComeInTime() {
    joiner.picture(picture(frame("gate", 4), 10), START);

    assertThat(joiner.expire(START.plusMillis(1_999))).isEmpty();
    assertThat(joiner.expire(START.plusMillis(2_000)))
        .containsExactly(new WallFrame(picture(frame("gate", 4), 10), List.of()));
  }

  @Test
  void shouldWaitLongerWhenResultsComeOnlyLate() {
    joiner.picture(picture(frame("gate", 4), 10), START);
    result(1, START.plusSeconds(3));

    var early = joiner.expire(START.plusSeconds(4));
    var shown = result(4, START.plusSeconds(5));

    assertThat(early).isEmpty();
    assertThat(shown).extracting(WallFrame::outcome).containsExactly("inferred");
  }

  @Test
  void shouldForgetOlderPicturesWhenANewerOneIsShown() {
    joiner.picture(picture(frame("gate", 4), 10), START);
    joiner.picture(picture(frame("gate", 5), 10), START);

    result(5, START);

    assertThat(result(4, START)).isEmpty();
    assertThat(joiner.waitingPictureBytes()).isZero();
    assertThat(drops).containsExactly(Drop.PICTURE_OVERTAKEN, Drop.RESULT_TOO_LATE);
  }

  @Test
  void shouldShowTheOldestPictureWithoutBoxesWhenTheMemoryIsFull() {
    joiner.picture(picture(frame("gate", 1), 400), START);
    joiner.picture(picture(frame("gate", 2), 400), START);

    var shown = joiner.picture(picture(frame("gate", 3), 400), START);

    assertThat(shown).containsExactly(new WallFrame(picture(frame("gate", 1), 400), List.of()));
  }

  @Test
  void shouldPreferANewerEpochWhateverItsSequence() {
    joiner.picture(picture(frame("gate", 70), 10), START);
    result(70, START);
    var reopened = new FrameId("gate", Samples.EPOCH + 1, 0);
    joiner.picture(picture(reopened, 10), START);

    var shown = joiner.result(reopened, FrameResult.of(rejected(reopened, Reason.FAILED)), START);
    var old = joiner.picture(picture(frame("gate", 71), 10), START);

    assertThat(shown).hasSize(1);
    assertThat(old).isEmpty();
  }

  @Test
  void shouldShowAPictureWithTheResultsOfAllSlotsThatLookAtTheCamera() {
    knowSlots(1, "people", "cars");
    joiner.picture(picture(frame("gate", 2), 10), START);

    var early = result(2, "people", START);
    var shown = result(2, "cars", START);

    assertThat(early).isEmpty();
    assertThat(shown)
        .flatExtracting(WallFrame::results)
        .extracting(FrameResult::slot)
        .containsExactly("cars", "people");
    assertThat(joiner.waitingResults()).isZero();
  }

  @Test
  void shouldNotWaitForASlotThatPassedThePictureOver() {
    knowSlots(1, "people", "cars");
    joiner.picture(picture(frame("gate", 2), 10), START);
    joiner.picture(picture(frame("gate", 3), 10), START);
    result(2, "people", START);

    var shown = result(3, "cars", START);

    assertThat(shown).extracting(frame -> frame.picture().frame().sequence()).containsExactly(2L);
  }

  @Test
  void shouldWaitOnceAndNoMoreForASlotThatIsGone() {
    knowSlots(1, "people", "cars");
    joiner.picture(picture(frame("gate", 2), 10), START.plusSeconds(5));
    result(2, "people", START.plusSeconds(5));

    var late = joiner.expire(START.plusSeconds(7));
    joiner.picture(picture(frame("gate", 3), 10), START.plusSeconds(7));
    var next = result(3, "people", START.plusSeconds(7));

    assertThat(late).flatExtracting(WallFrame::results).hasSize(1);
    assertThat(next).hasSize(1);
  }

  @Test
  void shouldShowAPictureAtOnceWhenItWasRejectedBeforeAnySlotLooked() {
    knowSlots(1, "people", "cars");
    joiner.picture(picture(frame("gate", 2), 10), START);
    FrameRejected usual = rejected(frame("gate", 2), Reason.BAD_HEADERS);
    var nobody =
        new FrameRejected(Samples.ofSlot(usual.provenance(), ""), usual.reason(), "", Picture.NONE);

    var shown = joiner.result(frame("gate", 2), FrameResult.of(nobody), START);

    assertThat(shown).extracting(WallFrame::outcome).containsExactly("rejected");
  }

  @Test
  void shouldDropResultsOfMoreSlotsThanACameraMayHave() {
    knowSlots(1, "people", "cars");

    result(2, "birds", START);

    assertThat(drops).endsWith(Drop.RESULT_OF_TOO_MANY_SLOTS);
  }

  @Property(tries = 500)
  void shouldNeverGoBackwardsNorMixFramesNorGrowWhateverTheOrder(
      @ForAll("steps") List<Step> steps) {
    var fresh = new FrameJoiner(LIMITS, drop -> {});
    var shown = new ArrayList<WallFrame>();
    Instant now = START;
    for (Step step : steps) {
      now = now.plusMillis(step.waitMillis());
      shown.addAll(take(fresh, step, now));
      assertThat(fresh.waitingPictures()).isLessThanOrEqualTo(LIMITS.maxPictures());
      assertThat(fresh.waitingPictureBytes()).isLessThanOrEqualTo(LIMITS.maxPictureBytes());
      assertThat(fresh.waitingResults()).isLessThanOrEqualTo(LIMITS.maxResults());
    }
    shown.addAll(fresh.expire(now.plusSeconds(60)));

    assertThat(fresh.waitingPictures()).isZero();
    assertThat(fresh.waitingPictureBytes()).isZero();
    assertThat(shown)
        .allMatch(
            frame ->
                frame.results().stream().allMatch(each -> each.belongsTo(frame.picture().frame())));
    assertThat(shown)
        .extracting(frame -> frame.picture().frame())
        .isSortedAccordingTo(FrameJoinerTest::byTime)
        .doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<FrameId> frames =
        Combinators.combine(Arbitraries.longs().between(1, 2), Arbitraries.longs().between(0, 12))
            .as((epoch, sequence) -> new FrameId("gate", epoch, sequence));
    return Combinators.combine(
            Arbitraries.of(Step.Kind.class),
            frames,
            Arbitraries.integers().between(0, 600),
            Arbitraries.integers().between(0, 1_500),
            Arbitraries.of("people", "cars", "birds"))
        .as(Step::new)
        .list()
        .ofMaxSize(80);
  }

  private static List<WallFrame> take(FrameJoiner joiner, Step step, Instant now) {
    return switch (step.kind()) {
      case PICTURE -> joiner.picture(picture(step.frame(), step.bytes()), now);
      case RESULT ->
          joiner.result(
              step.frame(), FrameResult.of(detected(step.frame(), step.slot(), "1")), now);
      case REJECTION ->
          joiner.result(
              step.frame(), FrameResult.of(rejected(step.frame(), Reason.UNREADABLE)), now);
      case EXPIRE -> joiner.expire(now);
    };
  }

  private static int byTime(FrameId left, FrameId right) {
    int byEpoch = Long.compare(left.epoch(), right.epoch());
    return byEpoch != 0 ? byEpoch : Long.compare(left.sequence(), right.sequence());
  }

  private void knowSlots(long sequence, String... slots) {
    joiner.picture(picture(frame("gate", sequence), 10), START);
    for (String slot : slots) {
      result(sequence, slot, START);
    }
  }

  private List<WallFrame> result(long sequence, String slot, Instant now) {
    FrameId frame = frame("gate", sequence);
    return joiner.result(frame, FrameResult.of(detected(frame, slot, "1")), now);
  }

  private List<WallFrame> result(long sequence, Instant now) {
    FrameId frame = frame("gate", sequence);
    return joiner.result(frame, FrameResult.of(detected(frame)), now);
  }
}
