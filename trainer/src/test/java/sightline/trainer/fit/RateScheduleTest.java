package sightline.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateScheduleTest {

  @ParameterizedTest
  @CsvSource({"0, 0.1", "4, 0.5", "9, 1", "10, 1", "60, 0.55", "110, 0.1", "500, 0.1"})
  void shouldGrowAndThenFollowTheCosine(long step, double expected) {
    var schedule = new RateSchedule(1, 0.1, 10, 110);

    assertThat(schedule.at(step)).isCloseTo(expected, within(1e-9));
  }
}
