package sightline.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;

class PaceTest {

  private static final QueuePolicy NO_FLOOR = Item.policy(WhenBehind.ADAPTIVE_DROP_OLDEST);
  private static final QueuePolicy FOUR_A_SECOND =
      Item.policy(WhenBehind.ADAPTIVE_DROP_OLDEST, 5, 4);

  private final Pace pace = new Pace();

  @BeforeEach
  void serveEveryTenthOfASecond() {
    pace.taken(millis(0));
    pace.taken(millis(100));
    pace.accepted(millis(100));
  }

  @Test
  void shouldAcceptEverythingWhileNothingWaits() {
    assertThat(pace.accepts(0, NO_FLOOR, millis(101))).isTrue();
  }

  @Test
  void shouldAcceptOneEachServiceIntervalWhileOneWaits() {
    assertThat(pace.accepts(1, NO_FLOOR, millis(199))).isFalse();
    assertThat(pace.accepts(1, NO_FLOOR, millis(200))).isTrue();
  }

  @Test
  void shouldAcceptFewerWhenMoreWaitSoThatTheQueueShrinks() {
    assertThat(pace.accepts(3, NO_FLOOR, millis(399))).isFalse();
    assertThat(pace.accepts(3, NO_FLOOR, millis(400))).isTrue();
  }

  @Test
  void shouldAcceptTheFloorRateHoweverManyWait() {
    assertThat(pace.accepts(8, FOUR_A_SECOND, millis(349))).isFalse();
    assertThat(pace.accepts(8, FOUR_A_SECOND, millis(350))).isTrue();
  }

  @Test
  void shouldCountTheLastServiceIntervalAQuarter() {
    pace.taken(millis(600)); // 100 and 500 make 200
    pace.accepted(millis(600));

    assertThat(pace.accepts(1, NO_FLOOR, millis(799))).isFalse();
    assertThat(pace.accepts(1, NO_FLOOR, millis(800))).isTrue();
  }

  private static long millis(long time) {
    return time * 1_000_000;
  }
}
