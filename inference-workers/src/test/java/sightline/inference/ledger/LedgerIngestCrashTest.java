package sightline.inference.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.events.LedgerRow.Loss.PUBLISH;
import static sightline.events.LedgerRow.Loss.RETENTION;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.LedgerRow;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.inference.metrics.InferenceMetrics;

/** Ingest dies in epoch 7 and goes on in epoch 8 from a status that is older than its records. */
class LedgerIngestCrashTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final List<String> PEOPLE = List.of("people");

  private final Ledger ledger =
      new Ledger(4, Duration.ZERO, Clock.fixed(NOON, ZoneOffset.UTC), new InferenceMetrics());
  private long offset;

  @Test
  void shouldNotCountAFailedFrameOnceMoreWhenIngestWentOnFromBeforeItKnewOfIt() {
    take(7, 0, counts(1, 1));
    heartbeat(7, new FrameCounts(2, 1, Map.of(SkipReason.PUBLISH_FAILED, 1L)));

    take(8, 0, counts(3, 3)); // went on from 2, when the second was still on its way

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(3);
    assertThat(row.lost()).containsExactly(Map.entry(PUBLISH, 1L));
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldNotLoseAFrameWithItsIngestThatCameWithoutHeaders() {
    take(7, 0, counts(1, 1));
    heartbeat(7, counts(2, 1));
    ledger.malformed(here());

    take(8, 0, counts(2, 2)); // went on from 1

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(3);
    assertThat(row.lost()).isEmpty();
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldNotShowAFrameAsWaitingThatCameWithoutHeaders() {
    take(7, 0, counts(1, 1));
    heartbeat(7, counts(2, 1));

    ledger.malformed(here());

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(2);
    assertThat(row.inFlight()).isZero();
  }

  @Test
  void shouldCountANewEpochWholeWhenAHeartbeatOfItHidThatIngestWentOnFromAnOlderStatus() {
    take(7, 0, counts(1, 1));
    take(7, 1, counts(2, 2));
    heartbeat(8, counts(2, 2)); // went on from 1

    take(8, 1, counts(3, 3));

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(4);
    assertThat(row.lost()).containsExactly(Map.entry(RETENTION, 1L));
    assertThat(row.balances()).isTrue();
  }

  @Test
  void shouldNotLoseAFrameBehindSuchAHeartbeatThatCameWithoutHeaders() {
    take(7, 0, counts(1, 1));
    take(7, 1, counts(2, 2));
    ledger.malformed(here());
    heartbeat(8, counts(2, 2)); // went on from 1

    take(8, 1, counts(3, 3));

    LedgerRow row = onlyRow();
    assertThat(row.captured()).isEqualTo(4);
    assertThat(row.lost()).isEmpty();
    assertThat(row.balances()).isTrue();
  }

  private void take(long epoch, long sequence, FrameCounts counts) {
    var frame =
        new FrameCaptured(
            new FrameId("gate", epoch, sequence),
            NOON,
            FrameSize.UNKNOWN,
            Picture.NONE,
            counts,
            QueuePolicy.WAIT);
    ledger.settle(ledger.take(frame, here()), "people", Ending.INFERRED);
  }

  private void heartbeat(long epoch, FrameCounts counts) {
    ledger.heartbeat(new CameraHeartbeat("gate", epoch, NOON, counts, false), here());
  }

  private Arrival here() {
    return new Arrival("gate", PEOPLE, NOON, offset++);
  }

  private LedgerRow onlyRow() {
    List<LedgerRow> rows = ledger.rowsToEmit();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private static FrameCounts counts(long captured, long published) {
    return new FrameCounts(captured, published, Map.of());
  }
}
