package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private final AtomicLong now = new AtomicLong(1);
  private final Freshness freshness = new Freshness(now::get);

  @Test
  void shouldNotCallAnIdleWorkerStalled() {
    pass(Duration.ofHours(1));

    assertThat(freshness.stalledFor()).isZero();
  }

  @Test
  void shouldCountFromTheFirstFrameThatWaits() {
    pass(Duration.ofHours(1));
    freshness.taken();
    pass(Duration.ofSeconds(3));
    freshness.taken();

    assertThat(freshness.stalledFor()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void shouldBeginAgainWithEveryFrameThatComesOut() {
    freshness.taken();
    freshness.taken();
    pass(Duration.ofSeconds(3));
    freshness.released(1);
    pass(Duration.ofSeconds(2));

    assertThat(freshness.stalledFor()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldBeFreshWhenWhatWaitedWentToAnotherWorker() {
    freshness.taken();
    freshness.taken();
    pass(Duration.ofSeconds(3));

    freshness.released(2);

    assertThat(freshness.stalledFor()).isZero();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
