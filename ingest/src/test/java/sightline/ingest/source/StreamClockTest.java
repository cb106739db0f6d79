package sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final StreamClock clock = new StreamClock();

  @Test
  void shouldSpreadPicturesThatComeAtOnceAsTheyWereFilmed() {
    assertThat(clock.stamp(90_000.0, START)).isEqualTo(START);
    assertThat(clock.stamp(90_000.1, START)).isEqualTo(START.plusMillis(100));
    assertThat(clock.stamp(90_000.7, START)).isEqualTo(START.plusMillis(700));
  }

  @Test
  void shouldBeginAnewWhenTheStreamJumpsBackOrFarAhead() {
    Instant first = clock.stamp(500, START);
    Instant back = clock.stamp(3, START.plusMillis(100));
    Instant ahead = clock.stamp(4000, START.plusMillis(200));

    assertThat(first).isEqualTo(START);
    assertThat(back).isEqualTo(START.plusMillis(100));
    assertThat(ahead).isEqualTo(START.plusMillis(200));
    assertThat(clock.stamp(4000.1, START.plusMillis(200))).isEqualTo(START.plusMillis(300));
  }

  @Test
  void shouldNotHurryPicturesAfterAGap() {
    clock.stamp(1, START);
    Instant later = START.plus(Duration.ofSeconds(9));

    assertThat(clock.stamp(1.1, later)).isEqualTo(later);
    assertThat(clock.stamp(1.2, later)).isEqualTo(later.plusMillis(100));
  }

  @Test
  void shouldNeverGoBackWhateverTheStreamSays() {
    Instant last = START;
    double[] seconds = {Double.NaN, 5, 5.5, Double.NaN, 5.4, 0, 1e9, -1e9, 5.6};
    for (int i = 0; i < seconds.length; i++) {
      Instant stamped = clock.stamp(seconds[i], START.plusMillis(i));

      assertThat(stamped).isBetween(last, START.plusMillis(i).plus(StreamClock.MAX_AHEAD));
      last = stamped;
    }
  }
}
