package sightline.deploy.soak.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import sightline.deploy.soak.measure.MemoryWatch.Sample;
import sightline.deploy.soak.measure.Recoveries.Recovery;

class MeasureTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Percentage A_BUCKET = Percentage.withPercentage(2.5);

  @Test
  void shouldTellPercentilesWithinABucket() {
    var histogram = new LatencyHistogram();
    for (int millis = 1; millis <= 1_000; millis++) {
      histogram.add(Duration.ofMillis(millis));
    }

    assertThat(histogram.millisAt(.5)).isCloseTo(500, A_BUCKET);
    assertThat(histogram.millisAt(.99)).isCloseTo(990, A_BUCKET);
    assertThat(histogram.count()).isEqualTo(1_000);
  }

  @Test
  void shouldTakeTimesOfAnySize() {
    var histogram = new LatencyHistogram();

    histogram.add(Duration.ofSeconds(-5));
    histogram.add(Duration.ofDays(5));

    assertThat(histogram.count()).isEqualTo(2);
    assertThat(new LatencyHistogram().millisAt(.5)).isEqualTo(-1);
  }

  @Test
  void shouldPutAFrameIntoThePhaseInWhichItWasCaptured() {
    var latencies = new Latencies();
    latencies.duringFrom(NOON);
    latencies.afterFrom(NOON.plusSeconds(60));

    latencies.add(NOON.minusSeconds(1), Duration.ofSeconds(120));
    latencies.add(NOON, Duration.ofSeconds(2));
    latencies.add(NOON.plusSeconds(59), Duration.ofSeconds(2));
    latencies.add(NOON.plusSeconds(60), Duration.ofSeconds(3));

    assertThat(latencies.of(Phase.BEFORE).count()).isEqualTo(1);
    assertThat(latencies.of(Phase.DURING).count()).isEqualTo(2);
    assertThat(latencies.of(Phase.AFTER).count()).isEqualTo(1);
  }

  @Test
  void shouldRecoverWhenTheLastCameraHasAFreshResult() {
    var recoveries = new Recoveries();
    Recovery recovery = recoveries.expect(NOON, List.of("gate", "yard"));

    recoveries.seen("gate", NOON.plusMillis(10), NOON.plusSeconds(1));
    recoveries.seen("yard", NOON.minusMillis(1), NOON.plusSeconds(2)); // not fresh
    assertThat(recoveries.took(recovery)).isEmpty();
    recoveries.seen("yard", NOON.plusSeconds(2), NOON.plusSeconds(3));

    assertThat(recoveries.took(recovery)).contains(Duration.ofSeconds(3));
    assertThat(recoveries.isDone()).isTrue();
  }

  @Test
  void shouldKeepFewSamplesOfALongRunAndItsPeak() {
    var watch = new MemoryWatch();
    for (int second = 0; second < 100_000; second++) {
      watch.add("broker", new Sample(second, second == 777 ? 999 : 5));
    }

    var memory = watch.memory().get(0);
    assertThat(memory.peakBytes()).isEqualTo(999);
    assertThat(memory.samples()).hasSizeBetween(100, 241);
    assertThat(memory.samples().get(0).atSeconds()).isZero();
    assertThat(memory.samples().get(memory.samples().size() - 1).atSeconds()).isGreaterThan(99_000);
  }
}
