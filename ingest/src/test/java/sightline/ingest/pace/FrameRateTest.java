package sightline.ingest.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameRateTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void shouldKeepEveryFrameWithoutLimit() {
    assertThat(kept(new FrameRate(0), 100, 30)).isEqualTo(100);
  }

  @Test
  void shouldKeepAThirdWhenTheLimitIsAThirdOfTheRate() {
    assertThat(kept(new FrameRate(10), 300, 30)).isEqualTo(100);
  }

  @Test
  void shouldKeepEverythingOfACameraAsFastAsTheLimit() {
    assertThat(kept(new FrameRate(10), 100, 10)).isEqualTo(100);
  }

  @Test
  void shouldNotDriftWhenTheRateIsNoMultipleOfTheLimit() {
    assertThat(kept(new FrameRate(10), 250, 25)).isBetween(99, 101);
  }

  @Test
  void shouldNotCatchUpAfterAPause() {
    var rate = new FrameRate(1);
    rate.keeps(START);

    boolean afterPause = rate.keeps(START.plusSeconds(60));
    boolean rightAfter = rate.keeps(START.plusSeconds(60).plusMillis(100));

    assertThat(afterPause).isTrue();
    assertThat(rightAfter).isFalse();
  }

  @Test
  void shouldPlayFootageByItsOwnTimesUnlessItIsFast() {
    Instant captured = START.plusMillis(1234);

    assertThat(new Playback(Pacing.ORIGINAL, false, START, 5).dueNanos(captured))
        .isEqualTo(5 + Duration.ofMillis(1234).toNanos());
    assertThat(new Playback(Pacing.FAST, false, START, 5).dueNanos(captured)).isEqualTo(5);
  }

  private static int kept(FrameRate rate, int frames, double perSecond) {
    return (int)
        IntStream.range(0, frames)
            .filter(i -> rate.keeps(START.plusNanos(Math.round(i * 1e9 / perSecond))))
            .count();
  }

  @Test
  void shouldCountANewLimitFromTheLastFrameKept() {
    var start = Instant.parse("2026-11-22T10:00:00Z");
    var rate = new FrameRate(0.1);
    assertThat(rate.keeps(start)).isTrue();

    rate.limitTo(2);

    assertThat(rate.keeps(start.plusMillis(300))).isFalse();
    assertThat(rate.keeps(start.plusMillis(500))).isTrue();
    rate.limitTo(0);
    assertThat(rate.keeps(start.plusMillis(501))).isTrue();
  }
}
