package sightline.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;

/** Many cameras and too few lanes, in simulated time. */
class OverloadTest {

  private static final BatchSettings SETTINGS =
      new BatchSettings(List.of(1), Duration.ZERO, 64, 8, 64);

  @ParameterizedTest
  @EnumSource(WhenBehind.class)
  void shouldGiveSixteenCamerasAllTheyAskForWhenOneOffersTooMuch(WhenBehind rule) {
    var site = new SimulatedSite(SETTINGS, 1, Duration.ofNanos(11_100_000)); // 90 frames/s
    site.camera("busy", 100, Item.policy(rule));
    for (int camera = 0; camera < 16; camera++) {
      site.camera("calm" + camera, 5, Item.policy(rule));
    }

    site.runFor(Duration.ofSeconds(60));

    for (int camera = 0; camera < 16; camera++) {
      assertThat(site.servedPerSecond("calm" + camera)).isBetween(4.9, 5.01);
    }
    assertThat(site.servedPerSecond("busy")).isBetween(9.5, 10.5);
  }

  @ParameterizedTest
  @EnumSource(WhenBehind.class)
  void shouldGiveEqualSharesWhenThereIsHalfOfWhatAllAskFor(WhenBehind rule) {
    var site = new SimulatedSite(SETTINGS, 2, Duration.ofMillis(40)); // 50 frames/s
    site.camera("busy", 100, Item.policy(rule));
    for (int camera = 0; camera < 16; camera++) {
      site.camera("calm" + camera, 5, Item.policy(rule));
    }

    site.runFor(Duration.ofSeconds(60));

    double share = 50.0 / 17;
    for (int camera = 0; camera < 16; camera++) {
      assertThat(site.servedPerSecond("calm" + camera)).isBetween(share * .85, share * 1.15);
    }
    assertThat(site.servedPerSecond("busy")).isBetween(share * .85, share * 1.3);
  }

  @ParameterizedTest
  @EnumSource(
      value = WhenBehind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WAIT"})
  void shouldKeepTheDelayOfTheMostImportantAndTheFloorOfAllOthers(WhenBehind rule) {
    Duration service = Duration.ofMillis(50);
    var site = new SimulatedSite(SETTINGS, 2, service); // 40 frames/s for 80
    site.camera("most", 10, Item.policy(rule, 1, 0));
    for (int camera = 0; camera < 14; camera++) {
      site.camera("other" + camera, 5, Item.policy(rule, 3 + camera % 7, 1));
    }

    site.runFor(Duration.ofSeconds(60));

    assertThat(site.servedPerSecond("most")).isBetween(9.9, 10.01);
    assertThat(site.longestWait("most")).isLessThan(service.multipliedBy(2));
    for (int camera = 0; camera < 14; camera++) {
      assertThat(site.servedPerSecond("other" + camera)).isGreaterThanOrEqualTo(.98);
    }
    assertThat(site.mostQueued()).isLessThanOrEqualTo(SETTINGS.maxQueued());
  }

  @ParameterizedTest
  @EnumSource(
      value = WhenBehind.class,
      names = {"ADAPTIVE_DROP_OLDEST", "ADAPTIVE_DROP_LATEST"})
  void shouldAcceptEvenlyAtTheRateAtWhichACameraIsServed(WhenBehind rule) {
    var site = new SimulatedSite(SETTINGS, 1, Duration.ofMillis(50)); // 20 frames/s for 80
    for (int camera = 0; camera < 4; camera++) {
      site.camera("camera" + camera, 20, Item.policy(rule));
    }
    site.runFor(Duration.ofSeconds(5));
    site.forgetWhatWas();

    site.runFor(Duration.ofSeconds(30));

    for (int camera = 0; camera < 4; camera++) {
      assertThat(site.servedPerSecond("camera" + camera)).isBetween(4.8, 5.2);
      assertThat(site.longestWait("camera" + camera)).isLessThan(Duration.ofMillis(450));
      assertThat(site.longestGap("camera" + camera)).isLessThan(Duration.ofMillis(300));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = WhenBehind.class,
      names = {"ADAPTIVE_DROP_OLDEST", "ADAPTIVE_DROP_LATEST"})
  void shouldAcceptEverythingAgainAsSoonAsTheLoadIsGone(WhenBehind rule) {
    var site = new SimulatedSite(SETTINGS, 1, Duration.ofMillis(50));
    site.camera("stays", 10, Item.policy(rule));
    for (int camera = 0; camera < 8; camera++) {
      site.camera("goes" + camera, 20, Item.policy(rule));
    }
    site.runFor(Duration.ofSeconds(20));
    assertThat(site.servedPerSecond("stays")).isLessThan(4);
    site.stop("goes");
    site.runFor(Duration.ofSeconds(1));
    site.forgetWhatWas();

    site.runFor(Duration.ofSeconds(10));

    assertThat(site.servedPerSecond("stays")).isBetween(9.9, 10.01);
  }

  @Test
  void shouldKeepAnAdaptiveCameraAtItsFloorWhateverIsMoreImportant() {
    var site = new SimulatedSite(SETTINGS, 1, Duration.ofMillis(70));
    site.camera("most", 40, Item.policy(WhenBehind.DROP_OLDEST, 1, 0));
    site.camera("poor", 20, Item.policy(WhenBehind.ADAPTIVE_DROP_LATEST, 9, 4));

    site.runFor(Duration.ofSeconds(60));

    assertThat(site.servedPerSecond("poor")).isBetween(3.95, 4.05);
    assertThat(site.servedPerSecond("most")).isGreaterThan(10);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void shouldStayBoundedLoseNothingAndKeepTheOrderWhateverComes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int lanes) {
    var random = new java.util.Random(seed);
    var settings =
        new BatchSettings(List.of(1 + random.nextInt(4)), Duration.ofMillis(5), 16, 4, 8);
    var site = new SimulatedSite(settings, lanes, Duration.ofMillis(1 + random.nextInt(100)));
    for (int camera = 0; camera < 12; camera++) {
      WhenBehind rule = WhenBehind.values()[random.nextInt(WhenBehind.values().length)];
      QueuePolicy policy = Item.policy(rule, 1 + random.nextInt(9), random.nextInt(3));
      site.camera("camera" + camera, 1 + random.nextInt(60), policy);
    }

    site.runFor(Duration.ofSeconds(10));
    site.finish();

    assertThat(site.mostQueued()).isLessThanOrEqualTo(16);
    assertThat(site.mostQueuedOfOneCamera()).isLessThanOrEqualTo(16);
    assertThat(site.mostCameras()).isLessThanOrEqualTo(12);
    assertThat(site.outOfOrder()).isZero();
    assertThat(site.patientDropped()).isZero();
    assertThat(site.offered()).isEqualTo(site.served() + site.dropped());
  }
}
