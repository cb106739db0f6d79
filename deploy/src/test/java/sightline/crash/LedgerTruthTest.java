package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.SkipReason;

class LedgerTruthTest {

  private static final Instant FIRST = Instant.parse("2026-11-22T02:13:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-22T02:14:00Z");

  private final LedgerTruth truth = new LedgerTruth("gate");

  @BeforeEach
  void inferThreeRejectOneSkipTwo() {
    truth.inferred();
    truth.inferred();
    truth.inferred();
    truth.rejected(Reason.UNREADABLE);
    truth.skipped(SkipReason.PACED);
    truth.skipped(SkipReason.PACED);
  }

  @Test
  void shouldAddUpTheLastRowOfEachMinuteOfItsCamera() {
    var rows =
        List.of(
            row("gate", FIRST, 1, 0),
            row("yard", FIRST, 9, 0),
            row("gate", FIRST, 2, 0),
            row("gate", SECOND, 1, 0));

    assertThat(truth.whyNotSumOf(rows)).isEmpty();
  }

  @Test
  void shouldMissAFrameThatNoRowCounts() {
    var rows = List.of(row("gate", FIRST, 1, 0), row("gate", SECOND, 1, 0));

    assertThat(truth.whyNotSumOf(rows)).contains("ledger of gate", "inferred=3", "inferred=2");
  }

  @Test
  void shouldRefuseFramesThatAreStillInFlightInTheEnd() {
    var rows = List.of(row("gate", FIRST, 2, 0), row("gate", SECOND, 1, 1));

    assertThat(truth.whyNotSumOf(rows)).contains("in flight=1");
  }

  @Test
  void shouldRefuseAnEmptyLedger() {
    assertThat(truth.whyNotSumOf(List.of())).contains("captured=6");
  }

  /** A row with so many inferred; the one of the second minute has what was skipped, rejected. */
  private static LedgerRow row(String camera, Instant minute, long inferred, long inFlight) {
    boolean second = minute.equals(SECOND);
    long published = inferred + inFlight + (second ? 1 : 0);
    return new LedgerRow(
        camera,
        "default",
        minute,
        published + (second ? 2 : 0),
        published,
        second ? Map.of(SkipReason.PACED, 2L) : Map.of(),
        0,
        inferred,
        0,
        second ? Map.of(Reason.UNREADABLE, 1L) : Map.of(),
        Map.of(),
        inFlight,
        0,
        0,
        0);
  }
}
