package sightline.dashboards.health;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.START;
import static sightline.dashboards.feed.Samples.frame;
import static sightline.dashboards.feed.Samples.picture;
import static sightline.dashboards.feed.Samples.status;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.EventFeed;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.feed.FeedLimits;
import sightline.dashboards.feed.ManualClock;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.health.Alert.Kind;
import sightline.dashboards.ledger.Accounts;
import sightline.dashboards.ledger.LedgerBook;
import sightline.dashboards.ledger.LedgerLimits;
import sightline.dashboards.ledger.RejectionBook;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus.State;
import sightline.events.LedgerRow;
import sightline.events.LedgerRow.Loss;

class SiteHealthTest {

  private static final LedgerLimits LIMITS =
      new LedgerLimits(Duration.ofHours(2), 10, 10, 1_000, 10);

  private final ManualClock clock = new ManualClock();
  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final StageLatencies latencies = new StageLatencies(metrics);
  private final Map<String, Boolean> checks = new TreeMap<>();
  private final Accounts accounts =
      new Accounts(new LedgerBook(LIMITS, clock, metrics), new RejectionBook(LIMITS, metrics));
  private final EventFeed feed =
      new EventFeed(
          new FeedLimits(
              8,
              8,
              10_000,
              8,
              100_000,
              4,
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofMinutes(9)),
          clock,
          metrics,
          latencies,
          shown -> {});
  private final SiteHealth health =
      new SiteHealth(
          new SiteHealth.Sources(feed, new Checked(), accounts, latencies, java.util.List::of),
          Duration.ofMinutes(2),
          metrics);

  /** A source with the checks of the test. */
  private final class Checked implements EventSource {
    @Override
    public boolean isAlive() {
      return true;
    }

    @Override
    public Map<String, Boolean> checks() {
      return checks;
    }

    @Override
    public EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener listener) {
      throw new IllegalArgumentException("there is no log");
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void bringTheBroker() {
    feed.brokerReachable(true);
  }

  @Test
  void shouldHaveNothingToSayOnAGoodDay() {
    feed.status(status("gate", State.LIVE));
    accounts.row(row(10, Map.of(), 0));

    assertThat(health.view().alerts()).isEmpty();
  }

  @Test
  void shouldNameTheCameraWhoseFramesAreUnaccountedFor() {
    accounts.row(row(10, Map.of(), 3));

    var alert = health.view().alerts().get(0);

    assertThat(alert.kind()).isEqualTo(Kind.UNBALANCED);
    assertThat(alert.message()).isEqualTo("3 frames unaccounted for on gate (objects)");
    assertThat(alert.since()).isEqualTo(START.truncatedTo(ChronoUnit.MINUTES));
  }

  @Test
  void shouldWarnOfLostFramesAlthoughTheLedgerBalances() {
    accounts.row(row(10, Map.of(Loss.RETENTION, 1L), 0));

    assertThat(health.view().alerts())
        .extracting(Alert::message)
        .containsExactly("1 frame lost on gate (objects) before a worker could read them");
  }

  @Test
  void shouldSayWhatToDoAboutACameraThatIsAway() {
    feed.status(status("gate", State.AUTH_FAILED));
    feed.status(status("film", State.ENDED));

    assertThat(health.view().alerts())
        .extracting(Alert::advice)
        .containsExactly("Correct the user name and password of this camera.");
  }

  @Test
  void shouldRememberSinceWhenTheBrokerIsAwayAndForgetItWhenItIsBack() {
    feed.brokerReachable(false);
    health.view();
    clock.pass(Duration.ofSeconds(30));

    var standing = health.view().alerts();
    feed.brokerReachable(true);

    assertThat(standing).extracting(Alert::kind).containsExactly(Kind.BROKER_UNREACHABLE);
    assertThat(standing).extracting(Alert::since).containsExactly(START);
    assertThat(health.view().alerts()).isEmpty();
  }

  @Test
  void shouldNameTheFeedThatStandsStill() {
    checks.put("reads-frames", false);

    assertThat(health.view().alerts())
        .extracting(Alert::message)
        .containsExactly("The feed stands still: reads-frames");
  }

  @Test
  void shouldWarnWhenTheLedgerOfALiveCameraDoesNotMove() {
    feed.status(status("gate", State.LIVE));
    clock.pass(Duration.ofMinutes(3));
    feed.picture(picture(frame("gate", 1), 10));
    clock.pass(Duration.ofSeconds(1));

    assertThat(health.view().alerts()).extracting(Alert::kind).containsExactly(Kind.LEDGER_BEHIND);
  }

  private static LedgerRow row(long inferred, Map<Loss, Long> lost, long unaccounted) {
    long gone = lost.values().stream().mapToLong(Long::longValue).sum();
    long captured = inferred + gone + unaccounted;
    return new LedgerRow(
        "gate",
        "objects",
        START.truncatedTo(ChronoUnit.MINUTES),
        captured,
        captured,
        Map.of(),
        0,
        inferred,
        0,
        Map.of(),
        lost,
        0,
        unaccounted,
        0,
        0);
  }
}
