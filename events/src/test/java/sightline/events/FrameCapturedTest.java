package sightline.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameCapturedTest {

  private static final Duration DEADLINE = Samples.CAPTURED.policy().deadline();

  @Test
  void shouldBeLateOnlyBeyondItsDeadline() {
    assertThat(Samples.CAPTURED.isLate(Samples.CAPTURED_AT.plus(DEADLINE))).isFalse();
    assertThat(Samples.CAPTURED.isLate(Samples.CAPTURED_AT.plus(DEADLINE).plusNanos(1))).isTrue();
  }

  @Test
  void shouldNeverBeLateWhenItWaitsForItsTurn() {
    var waiting =
        new FrameCaptured(
            Samples.FRAME,
            Samples.CAPTURED_AT,
            Samples.CAPTURED.size(),
            Samples.CAPTURED.picture(),
            Samples.COUNTS,
            QueuePolicy.WAIT);

    assertThat(waiting.isLate(Samples.CAPTURED_AT.plus(Duration.ofDays(3)))).isFalse();
  }
}
