package sightline.ingest.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybackTest {

  private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
  private static final long OPENED_NANOS = 7_000;

  @Test
  void shouldPlayFootageByItsOwnTimes() {
    var playback = new Playback(Pacing.ORIGINAL, true, OPENED, OPENED_NANOS);

    assertThat(times(playback, 0, 40, 120, 9000)).containsExactly(0L, 40L, 120L, 9000L);
    assertThat(playback.dueNanos(OPENED.plusMillis(40))).isEqualTo(OPENED_NANOS + 40_000_000);
  }

  @Test
  void shouldTakeALeapForwardForOnePeriod() {
    var playback = new Playback(Pacing.ORIGINAL, true, OPENED, OPENED_NANOS);

    assertThat(times(playback, 0, 40, 7_200_040, 7_200_080)).containsExactly(0L, 40L, 80L, 120L);
  }

  @Test
  void shouldGoOnAtTheSamePaceWhereTheClockGoesBackOrStandsStill() {
    var playback = new Playback(Pacing.LOOP, true, OPENED, OPENED_NANOS);

    assertThat(times(playback, 0, 40, 40, 40, 10, 50, 90))
        .containsExactly(0L, 40L, 80L, 120L, 160L, 200L, 240L);
  }

  @Test
  void shouldBelieveTheClockOfACameraAndOfFootageThatIsNotPaced() {
    var camera = new Playback(Pacing.LOOP, false, OPENED, OPENED_NANOS);
    var fast = new Playback(Pacing.FAST, true, OPENED, OPENED_NANOS);

    assertThat(times(camera, 0, 60_000, 60_000)).containsExactly(0L, 60_000L, 60_000L);
    assertThat(times(fast, 0, 60_000, 5)).containsExactly(0L, 60_000L, 5L);
    assertThat(fast.dueNanos(OPENED.plusMillis(60_000))).isEqualTo(OPENED_NANOS);
  }

  @Test
  void shouldLetTheLastFrameStandAsLongAsTheOneBefore() {
    var playback = new Playback(Pacing.LOOP, true, OPENED, OPENED_NANOS);
    times(playback, 0, 250);

    assertThat(playback.endNanos(Duration.ZERO)).isEqualTo(OPENED_NANOS + 500_000_000);
  }

  @Test
  void shouldLetAnOnlyFrameStandAsLongAsItsSourceSays() {
    var playback = new Playback(Pacing.LOOP, true, OPENED, OPENED_NANOS);
    times(playback, 0);

    assertThat(playback.endNanos(Duration.ZERO)).isEqualTo(OPENED_NANOS + 100_000_000);
    assertThat(playback.endNanos(Duration.ofSeconds(1))).isEqualTo(OPENED_NANOS + 1_000_000_000);
  }

  /** Milliseconds since the opening, as the source says and as they come out. */
  private static List<Long> times(Playback playback, long... millis) {
    return Arrays.stream(millis)
        .mapToObj(at -> playback.time(OPENED.plusMillis(at)))
        .map(time -> Duration.between(OPENED, time).toMillis())
        .toList();
  }
}
