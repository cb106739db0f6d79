package sightline.deploy.soak.swap.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.events.slot.WorkerStatus;
import sightline.events.slot.WorkerStatus.Step;
import sightline.events.slot.WorkerStatus.Version;

class WatchesTest {

  private static final Instant START = Instant.parse("2026-11-22T02:13:00Z");

  @Test
  void shouldMeasureTheGapAboutASwapAgainstTheMedianOfItsCamera() {
    var gaps = new GapWatch();
    for (long millis : new long[] {0, 100, 200, 300, 900, 1000, 1100, 1900}) {
      gaps.result("gate", START.plusMillis(millis));
    }
    gaps.result("yard", START);
    gaps.result("yard", START.plusMillis(1000));

    GapWatch.Gap gap = gaps.longest(START.plusMillis(400), START.plusMillis(500));

    assertThat(gap.camera()).isEqualTo("gate");
    assertThat(gap.millis()).isEqualTo(600);
    assertThat(gap.times()).isEqualTo(6);
  }

  @Test
  void shouldFindNoGapWhereThereIsNoResult() {
    assertThat(new GapWatch().longest(START, START)).isEqualTo(GapWatch.Gap.NONE);
  }

  @Test
  void shouldCountSessionsThatAreOpenedOpenOrClosedByTheirBytes() {
    var sessions = new SessionWatch();

    sessions.status(
        status(
            version("yard", "a", Step.READY),
            version("yard", "a", Step.READY),
            version("yard", "b", Step.FETCHING),
            version("gate", "c", Step.READY)));
    sessions.status(
        status(
            version("yard", "a", Step.CLOSING),
            version("yard", "b", Step.READY),
            version("yard", "c", Step.LOADING)));

    assertThat(sessions.most()).isEqualTo(3);
    assertThat(sessions.where()).contains("worker-1 in slot yard");
  }

  @Test
  void shouldBeCalmWhenEveryPartitionIsServedAndNobodyIsInTrouble() {
    var calm = new CalmWatch(2);
    Instant before = START.minusSeconds(1);
    calm.status(serving("a", "", 0));
    calm.status(serving("b", "the workers have not been started"));
    boolean joining = calm.isCalm(Set.of("a", "b"), before);
    calm.status(serving("b", "", 1));

    assertThat(joining).isFalse();
    assertThat(calm.isCalm(Set.of("a", "b"), before)).isTrue();
    assertThat(calm.isCalm(Set.of("a", "b"), START)).isFalse();
    assertThat(calm.isCalm(Set.of("a", "b", "c"), before)).isFalse();
  }

  private static WorkerStatus serving(String worker, String trouble, Integer... partitions) {
    var version = new Version("yard", 1, "people/1", "d", Step.READY, 0, "", List.of(partitions));
    return new WorkerStatus(worker, START, -1, List.of(version), List.of(), trouble);
  }

  @Test
  void shouldFindTheSlopeOfALine() {
    Trend trend = Trend.of(points(x -> 5 + 2.0 * x));

    assertThat(trend.slope()).isCloseTo(2, within(1e-9));
    assertThat(trend.standardError()).isCloseTo(0, within(1e-6));
    assertThat(trend.isWithinNoise()).isFalse();
  }

  @Test
  void shouldTakeScatterForNoiseAndALeakForALeak() {
    Trend scatter = Trend.of(points(x -> x % 2 == 0 ? 100 : 110));
    Trend leak = Trend.of(points(x -> (x % 2 == 0 ? 100 : 110) + x));

    assertThat(scatter.isWithinNoise()).isTrue();
    assertThat(leak.isWithinNoise()).isFalse();
    assertThat(leak.slope()).isCloseTo(1, within(.1));
  }

  @Test
  void shouldFindNoSlopeInTwoPoints() {
    Trend trend = Trend.of(List.of(new Trend.Point(1, 1), new Trend.Point(2, 5)));

    assertThat(trend.isWithinNoise()).isTrue();
    assertThat(trend.standardError()).isInfinite();
  }

  private static List<Trend.Point> points(java.util.function.IntToDoubleFunction line) {
    return IntStream.range(0, 60).mapToObj(x -> new Trend.Point(x, line.applyAsDouble(x))).toList();
  }

  private static WorkerStatus status(Version... versions) {
    return new WorkerStatus("worker-1", START, -1, Arrays.asList(versions), List.of(), "");
  }

  private static Version version(String slot, String digest, Step step) {
    return new Version(slot, 1, "people/1", digest, step, 0, "", List.of());
  }
}
