package sightline.inference.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static sightline.events.LedgerRow.Loss.PUBLISH;
import static sightline.events.LedgerRow.Loss.RETENTION;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.inference.metrics.InferenceMetrics;

class LedgerTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<String> PEOPLE = List.of("people");

  private final InferenceMetrics metrics = new InferenceMetrics();
  private final Ledger ledger = ledger(NOON.plusSeconds(30));
  private long offset;

  @Test
  void shouldBalanceAFrameForEachOfItsSlots() {
    var slots = List.of("people", "cars");
    Entry entry = ledger.take(frame(7, 0, counts(1, 1)), at(NOON, slots));
    ledger.settle(entry, "people", Ending.INFERRED);
    ledger.settle(entry, "cars", Ending.LATE);

    List<LedgerRow> rows = ledger.rowsToEmit();

    assertThat(rows).extracting(LedgerRow::slot).containsExactly("cars", "people");
    assertThat(rows).extracting(LedgerRow::minute).containsOnly(NOON);
    assertThat(rows).allMatch(row -> row.balances() && row.captured() == 1 && row.inFlight() == 0);
  }

  @Test
  void shouldCountAFrameWithoutSlotUnderNoName() {
    Entry entry = ledger.take(frame(7, 0, counts(1, 1)), at(NOON, List.of()));
    ledger.settle(entry, Arrival.NO_SLOT, Ending.NO_SLOT);

    LedgerRow row = onlyRow();

    assertThat(row.slot()).isEmpty();
    assertThat(row.noSlot()).isEqualTo(1);
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldShowWhatIsInHandAsInFlight() {
    ledger.take(frame(7, 0, counts(1, 1)), at(NOON, PEOPLE));

    LedgerRow row = onlyRow();

    assertThat(row.inFlight()).isEqualTo(1);
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldCallAFrameUnaccountedThatNobodySettled() {
    ledger.take(frame(7, 0, counts(1, 1)), at(NOON, PEOPLE));

    ledger.drained();

    LedgerRow row = onlyRow();
    assertThat(row.unaccounted()).isEqualTo(1);
    assertThat(row.balances()).isFalse();
    assertThat(metrics.unaccountedFrames()).isEqualTo(1);
    assertThat(metrics.unbalancedRows()).isEqualTo(1);
  }

  @Test
  void shouldNotBalanceWhenAFrameEndsTwice() {
    Entry entry = ledger.take(frame(7, 0, counts(1, 1)), at(NOON, PEOPLE));
    ledger.settle(entry, "people", Ending.INFERRED);
    ledger.settle(entry, "people", Ending.INFERRED);

    assertThat(onlyRow().balances()).isFalse();
  }

  @Test
  void shouldCallAGapUnaccountedThatTheCountsDoNotExplain() {
    take(7, 0, counts(1, 1));

    take(7, 2, counts(2, 2));

    assertThat(onlyRow().unaccounted()).isEqualTo(1);
    assertThat(onlyRowAgain().balances()).isFalse();
  }

  @Test
  void shouldFindWhatRetentionAteInTheNextHeader() {
    take(7, 0, counts(1, 1));

    take(7, 4, new FrameCounts(5, 4, Map.of(SkipReason.PACED, 1L)));

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(5);
    assertThat(row.published()).isEqualTo(4);
    assertThat(row.lost()).containsExactly(Map.entry(RETENTION, 2L));
    assertThat(row.skipped()).containsExactly(Map.entry(SkipReason.PACED, 1L));
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldCorrectTheRowOfAFrameThatWasNotPublishedAfterAll() {
    take(7, 0, counts(1, 1));
    take(7, 2, counts(3, 3));

    takeAt(NOON.plusSeconds(60), 7, 3, new FrameCounts(4, 3, failed(1)));

    List<LedgerRow> rows = ledger.rowsToEmit();
    assertThat(rows.get(0).lost()).containsExactly(Map.entry(PUBLISH, 1L));
    assertThat(rows.get(0).published()).isEqualTo(2);
    assertThat(rows.get(1).lost()).isEmpty();
    assertThat(rows).allMatch(LedgerRow::balances);
  }

  @Test
  void shouldNotCountTwiceWhatAHeartbeatKnewBefore() {
    take(7, 0, counts(1, 1));
    heartbeat(new FrameCounts(4, 1, Map.of(SkipReason.PACED, 2L)));
    LedgerRow waiting = onlyRow();

    take(7, 1, counts(2, 2));

    assertThat(waiting.captured()).isEqualTo(4);
    assertThat(waiting.inFlight()).isEqualTo(1);
    LedgerRow row = onlyRowAgain();
    assertThat(row.captured()).isEqualTo(4);
    assertThat(row.inFlight()).isZero();
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldBookAllOfAHistoryThatBeganWithThisEpoch() {
    take(7, 2, new FrameCounts(3, 2, Map.of(SkipReason.PACED, 1L)));

    assertThat(onlyRow().captured()).isEqualTo(3);
  }

  @Test
  void shouldBeginWithTheFirstFrameOfACameraThatIsOlder() {
    take(7, 2, counts(1_000, 1_000));

    assertThat(onlyRow().captured()).isEqualTo(1);
  }

  @Test
  void shouldCountANewEpochWholeWhenIngestWentOnFromAnOlderStatus() {
    take(7, 0, counts(1, 1));
    take(7, 9, counts(10, 10));

    take(8, 1, counts(6, 6)); // went on from 4

    assertThat(onlyRow().captured()).isEqualTo(12);
    assertThat(metrics.unaccountedFrames()).isZero();
  }

  @Test
  void shouldDropARecordThatIsThereTwice() {
    take(7, 0, counts(1, 1));

    Entry again = ledger.take(frame(7, 0, counts(1, 1)), at(NOON, PEOPLE));
    ledger.settle(again, "people", Ending.INFERRED);

    assertThat(again.verdict()).isEqualTo(Verdict.REPEATED);
    LedgerRow row = onlyRow();
    assertThat(row.repeated()).isEqualTo(1);
    assertThat(row.inferred()).isEqualTo(1);
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldHandleAndNotCountWhatItsStateAlreadyHolds() throws Exception {
    take(7, 0, counts(1, 1));
    Ledger later = ledger(NOON.plusSeconds(40));
    later.restore("gate", ledger.dirtyStates().get("gate"));

    Entry replayed =
        later.take(frame(7, 0, counts(1, 1)), new Arrival("gate", PEOPLE, NOON, offset - 1));
    later.settle(replayed, "people", Ending.INFERRED);

    assertThat(replayed.verdict()).isEqualTo(Verdict.REPLAYED);
    assertThat(later.rowsToEmit()).extracting(LedgerRow::inferred).containsExactly(1L);
  }

  @Test
  void shouldCountFramesOfALogThatWasMadeAnew() throws Exception {
    offset = 1_000;
    take(7, 0, counts(1, 1));
    Ledger later = ledger(NOON.plusSeconds(40));
    later.restore("gate", ledger.dirtyStates().get("gate"));

    Entry entry = later.take(frame(7, 1, counts(2, 2)), new Arrival("gate", PEOPLE, NOON, 0));

    assertThat(entry.verdict()).isEqualTo(Verdict.NEW);
  }

  @Test
  void shouldRejectARecordWithoutHeadersAndCountItOnce() {
    take(7, 0, counts(1, 1));
    ledger.malformed(at(NOON, PEOPLE));

    take(7, 2, counts(3, 3));

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(3);
    assertThat(row.rejected()).containsExactly(Map.entry(Reason.BAD_HEADERS, 1L));
    assertThat(row.lost()).isEmpty();
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldCountASecondLookBesideTheBalance() {
    ledger.requeued(at(NOON, PEOPLE));

    assertThat(onlyRow().requeued()).isEqualTo(1);
  }

  @Test
  void shouldPutNoRecordMoreThanAMinuteIntoTheFuture() {
    takeAt(NOON.plus(Duration.ofDays(365)), 7, 0, counts(1, 1));

    assertThat(onlyRow().minute()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void shouldKeepThreeMinutesAndBookWhatIsOlderToTheOldest() {
    for (int minute = 0; minute < 5; minute++) {
      takeAt(NOON.minusSeconds(60L * (5 - minute)), 7, minute, counts(minute + 1, minute + 1));
    }
    List<LedgerRow> first = ledger.rowsToEmit();

    takeAt(NOON.minusSeconds(300), 7, 5, counts(6, 6));

    Ledger later = ledger(NOON.plusSeconds(60));
    restore(later, ledger.dirtyStates());
    assertThat(first).hasSize(5);
    assertThat(later.rowsToEmit())
        .extracting(LedgerRow::minute, LedgerRow::captured)
        .containsExactly(
            tuple(NOON.minusSeconds(180), 2L),
            tuple(NOON.minusSeconds(120), 1L),
            tuple(NOON.minusSeconds(60), 1L));
  }

  @Test
  void shouldEmitOneCameraNoOftenerThanAskedAndTheLastChangeInTheEnd() {
    var clock = new SteppingClock();
    var paced = new Ledger(4, Duration.ofSeconds(2), clock, metrics);
    paced.take(frame(7, 0, counts(1, 1)), at(NOON, PEOPLE));
    assertThat(paced.rowsToEmit()).hasSize(1);
    paced.take(frame(7, 1, counts(2, 2)), at(NOON, PEOPLE));

    List<LedgerRow> tooSoon = paced.rowsToEmit();
    clock.now = NOON.plusSeconds(2);
    List<LedgerRow> due = paced.rowsToEmit();

    assertThat(tooSoon).isEmpty();
    assertThat(due).extracting(LedgerRow::captured).containsExactly(2L);
    assertThat(paced.rowsToEmit()).isEmpty();
  }

  @Test
  void shouldForgetTheCameraThatIsSilentLongestAndWriteItsRows() {
    for (String camera : List.of("a", "b", "c", "d", "e")) {
      ledger.malformed(new Arrival(camera, PEOPLE, NOON, offset++));
    }

    assertThat(ledger.cameras()).isEqualTo(4);
    assertThat(metrics.forgottenCameras()).isEqualTo(1);
    assertThat(ledger.rowsToEmit()).extracting(LedgerRow::camera).contains("a", "e").hasSize(5);
    assertThat(ledger.dirtyStates().get("a")).isEmpty();
  }

  @Test
  void shouldRefuseAStateThatItCannotRead() {
    assertThatThrownBy(() -> ledger.restore("gate", "{".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> ledger.restore("gate", "{\"version\":9}".getBytes(StandardCharsets.UTF_8)))
        .hasMessage("state of camera gate has version 9, expected 1");
  }

  private static void restore(Ledger later, Map<String, byte[]> states) {
    try {
      later.restore("gate", states.get("gate"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Ledger ledger(Instant now) {
    return new Ledger(4, Duration.ZERO, Clock.fixed(now, ZoneOffset.UTC), metrics);
  }

  private void take(long epoch, long sequence, FrameCounts counts) {
    takeAt(NOON, epoch, sequence, counts);
  }

  private void takeAt(Instant published, long epoch, long sequence, FrameCounts counts) {
    Entry entry = ledger.take(frame(epoch, sequence, counts), at(published, PEOPLE));
    ledger.settle(entry, "people", Ending.INFERRED);
  }

  private void heartbeat(FrameCounts counts) {
    ledger.heartbeat(new CameraHeartbeat("gate", 7, NOON, counts, false), at(NOON, PEOPLE));
  }

  private Arrival at(Instant published, List<String> slots) {
    return new Arrival("gate", slots, published, offset++);
  }

  private LedgerRow onlyRow() {
    List<LedgerRow> rows = ledger.rowsToEmit();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  /** The row although it was emitted before, by way of its state. */
  private LedgerRow onlyRowAgain() {
    Ledger later = ledger(NOON.plusSeconds(30));
    restore(later, ledger.dirtyStates());
    return later.rowsToEmit().get(0);
  }

  private static FrameCaptured frame(long epoch, long sequence, FrameCounts counts) {
    return new FrameCaptured(
        new FrameId("gate", epoch, sequence),
        NOON,
        FrameSize.UNKNOWN,
        Picture.NONE,
        counts,
        QueuePolicy.WAIT);
  }

  private static FrameCounts counts(long captured, long published) {
    return new FrameCounts(captured, published, Map.of());
  }

  private static Map<SkipReason, Long> failed(long frames) {
    return Map.of(SkipReason.PUBLISH_FAILED, frames);
  }

  private static final class SteppingClock extends Clock {
    private Instant now = NOON;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
