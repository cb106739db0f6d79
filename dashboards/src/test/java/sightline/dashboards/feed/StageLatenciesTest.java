package sightline.dashboards.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sightline.dashboards.feed.Samples.START;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.StageLatencies.FrameTimes;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Stage;
import sightline.events.StageTimes;

class StageLatenciesTest {

  private static final StageTimes TIMES = timesWhenPolledAt(4);

  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final StageLatencies latencies = new StageLatencies(metrics);

  @Test
  void shouldTellHowLongAFrameTookToEachStage() {
    latencies.result(TIMES, START);

    var view = latencies.view(START);

    assertThat(view.sinceCapture()).containsOnlyKeys("polled", "prepared", "inferred");
    assertThat(view.at("inferred").p95()).isEqualTo(.032);
    assertThat(view.model().p50()).isCloseTo(.022, within(1e-9));
  }

  @Test
  void shouldTellDeliveryWithAndWithoutTheModel() {
    latencies.delivered(new FrameTimes(START, TIMES), START.plusMillis(40));

    var view = latencies.view(START.plusMillis(40));

    assertThat(view.at(StageLatencies.DELIVERED).p50()).isEqualTo(.040);
    assertThat(view.deliveredMinusModel().p50()).isCloseTo(.018, within(1e-9));
    assertThat(new String(metrics.expose(), UTF_8))
        .contains("sightline_capture_to_stage_seconds_count{stage=\"delivered\"} 1")
        .contains("sightline_delivered_minus_model_seconds_count 1");
  }

  @Test
  void shouldMeasureDeliveryOfAFrameWithoutResult() {
    latencies.delivered(new FrameTimes(START, StageTimes.NONE), START.plusMillis(40));

    var view = latencies.view(START.plusMillis(40));

    assertThat(view.at(StageLatencies.DELIVERED).count()).isEqualTo(1);
    assertThat(view.deliveredMinusModel().count()).isZero();
  }

  @Test
  void shouldMeasureNothingOfFootageThatIsAheadOfTheClock() {
    var ahead = timesWhenPolledAt(-1);

    latencies.result(ahead, START);
    latencies.delivered(new FrameTimes(START, ahead), START.plusMillis(40));
    latencies.delivered(new FrameTimes(START.plusSeconds(9), TIMES), START);
    latencies.delivered(new FrameTimes(START, TIMES), START.plusSeconds(601));

    assertThat(latencies.view(START).sinceCapture()).isEmpty();
  }

  @Test
  void shouldBelieveNoBrowserThatMeasuredNothing() {
    latencies.drawn(Double.NaN, START);
    latencies.drawn(-1, START);
    latencies.drawn(.08, START);

    assertThat(latencies.view(START).at(StageLatencies.DRAWN).count()).isEqualTo(1);
  }

  private static StageTimes timesWhenPolledAt(int ms) {
    return new StageTimes(
        Map.of(
            Stage.POLLED, Duration.ofMillis(ms),
            Stage.PREPARED, Duration.ofMillis(10),
            Stage.INFERRED, Duration.ofMillis(32)));
  }
}
