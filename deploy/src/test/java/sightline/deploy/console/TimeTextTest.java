package sightline.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "2H,PT2H", "1d,P1D", "PT1M30S,PT1M30S"})
  void shouldReadDurationsAsPeopleTypeThem(String text, Duration expected) {
    assertThat(TimeText.duration("--wait", text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "ten minutes", "-5s", "PT-5S", "99999999999s"})
  void shouldRefuseWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> TimeText.duration("--wait", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--wait is '" + text + "', expected");
  }

  @Test
  void shouldReadATimeOrHowLongAgoItWas() {
    assertThat(TimeText.since("--since", "10m", CLOCK)).isEqualTo(NOON.minusSeconds(600));
    assertThat(TimeText.since("--since", "2026-11-22T12:30:00+01:00", CLOCK))
        .isEqualTo(NOON.minusSeconds(1_800));
    assertThatThrownBy(() -> TimeText.since("--since", "2026-11-22Tnoon", CLOCK))
        .hasMessageContaining("2026-11-22T14:00:00Z");
  }
}
