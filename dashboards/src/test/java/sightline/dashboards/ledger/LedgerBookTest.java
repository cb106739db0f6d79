package sightline.dashboards.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.ManualClock;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;
import sightline.events.SkipReason;

class LedgerBookTest {

  private static final Instant MINUTE = Instant.parse("2026-11-22T14:07:00Z");
  private static final LedgerLimits LIMITS =
      new LedgerLimits(Duration.ofMinutes(90), 3, 10, 1_000, 10);
  private static final LedgerQuery HOUR = new LedgerQuery(60, Set.of(), Set.of());

  private final ManualClock clock = new ManualClock();
  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final LedgerBook book = new LedgerBook(LIMITS, clock, metrics);

  @Test
  void shouldKeepTheLastOfRowsOfTheSameMinute() {
    book.accept(row("gate", MINUTE, 10, 10));

    book.accept(row("gate", MINUTE, 12, 12));

    assertThat(book.view(HOUR).rows()).containsExactly(row("gate", MINUTE, 12, 12));
  }

  @Test
  void shouldAddUpTheMinutesAskedFor() {
    book.accept(row("gate", MINUTE.minusSeconds(3_600), 7, 7));
    book.accept(row("gate", MINUTE.minusSeconds(60), 20, 20));
    book.accept(row("gate", MINUTE, 12, 12));

    var view = book.view(HOUR);

    assertThat(view.from()).isEqualTo(MINUTE.minusSeconds(59 * 60));
    assertThat(view.to()).isEqualTo(MINUTE.plusSeconds(60));
    assertThat(view.totals()).containsExactly(row("gate", view.from(), 32, 32));
  }

  @Test
  void shouldAddUpReasonsOneByOne() {
    var first = withReasons(MINUTE.minusSeconds(60), 3);
    var second = withReasons(MINUTE, 4);
    book.accept(first);
    book.accept(second);

    var total = book.view(HOUR).totals().get(0);

    assertThat(total.skipped()).containsExactly(Map.entry(SkipReason.PACED, 7L));
    assertThat(total.rejected()).containsExactly(Map.entry(Reason.FAILED, 7L));
    assertThat(total.lost()).containsExactly(Map.entry(Loss.RETENTION, 7L));
    assertThat(total.balances()).isTrue();
  }

  @Test
  void shouldShowOnlyTheCameraAskedFor() {
    book.accept(row("gate", MINUTE, 1, 1));
    book.accept(row("yard", MINUTE, 2, 2));

    var view = book.view(new LedgerQuery(60, Set.of("yard"), Set.of()));

    assertThat(view.rows()).containsExactly(row("yard", MINUTE, 2, 2));
  }

  @Test
  void shouldFindARowThatDoesNotBalanceByItself() {
    book.accept(row("gate", MINUTE, 10, 7));

    var state = book.state();

    assertThat(state.imbalances()).containsExactly(new Imbalance("gate", "objects", 3, MINUTE));
    assertThat(book.view(HOUR).unbalanced()).hasSize(1);
    assertThat(exposed()).contains("sightline_ledger_unbalanced_rows 1.0");
  }

  @Test
  void shouldBeContentAgainWhenTheRowIsPutRight() {
    book.accept(row("gate", MINUTE, 10, 7));
    book.accept(row("gate", MINUTE, 10, 10));

    var state = book.state();

    assertThat(state.imbalances()).isEmpty();
    assertThat(exposed()).contains("sightline_ledger_unbalanced_rows 0.0");
  }

  @Test
  void shouldCountLostFrames() {
    book.accept(withReasons(MINUTE, 4));

    assertThat(book.state().losses()).containsExactly(new Imbalance("gate", "objects", 4, MINUTE));
    assertThat(exposed()).contains("sightline_ledger_lost_frames 4.0");
  }

  @Test
  void shouldForgetWhatIsOlderThanTheWindow() {
    book.accept(row("gate", MINUTE, 10, 7));
    clock.pass(Duration.ofMinutes(91));

    assertThat(book.state().rows()).isZero();
    assertThat(book.lastHour()).isEmpty();
  }

  @Test
  void shouldRefuseAndCountRowsOfAccountsBeyondTheLimit() {
    for (String camera : Set.of("a", "b", "c", "d", "e")) {
      book.accept(row(camera, MINUTE, 1, 1));
    }

    assertThat(book.view(HOUR).rows()).hasSize(3);
    assertThat(exposed()).contains("sightline_ledger_refused_rows_total 2.0");
  }

  @Test
  void shouldTellTheLastWholeMinuteAndEachMinuteOfTheHour() {
    book.accept(row("gate", MINUTE.minusSeconds(60), 20, 20));
    book.accept(row("gate", MINUTE, 12, 12));

    var account = book.lastHour().get(0);

    assertThat(account.lastMinute().captured()).isEqualTo(20);
    assertThat(account.lastHour().captured()).isEqualTo(32);
    assertThat(account.minutes()).hasSize(60).extracting(LedgerRow::captured).endsWith(20L, 12L);
  }

  /** Each step is a row of a camera below 6 and a minute up to an hour ahead of the clock. */
  @Property(tries = 100)
  void shouldStayBoundedWhateverComes(
      @ForAll @Size(max = 600) java.util.List<@IntRange(max = 1_000) Integer> steps) {
    var fresh = new LedgerBook(LIMITS, clock, new DashboardsMetrics());
    for (int step : steps) {
      Instant minute = MINUTE.plusSeconds(60L * (step % 170 - 100));
      fresh.accept(row("camera-" + step % 6, minute, step, step));
      assertThat(fresh.state().rows()).isLessThanOrEqualTo(3 * 91);
    }
  }

  private static LedgerRow row(String camera, Instant minute, long captured, long inferred) {
    return new LedgerRow(
        camera, "objects", minute, captured, captured, Map.of(), 0, inferred, 0, Map.of(), Map.of(),
        0, 0, 0, 0);
  }

  private static LedgerRow withReasons(Instant minute, long each) {
    return new LedgerRow(
        "gate",
        "objects",
        minute,
        3 * each,
        2 * each,
        Map.of(SkipReason.PACED, each),
        0,
        0,
        0,
        Map.of(Reason.FAILED, each),
        Map.of(Loss.RETENTION, each),
        0,
        0,
        0,
        0);
  }

  private String exposed() {
    return new String(metrics.expose(), UTF_8);
  }
}
