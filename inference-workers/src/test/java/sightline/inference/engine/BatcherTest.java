package sightline.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatcherTest {

  @Test
  void shouldGiveAFullBatchAtOnce() throws Exception {
    var batcher = new Batcher<Integer>(8, 3, Duration.ofDays(1));
    for (int item = 0; item < 4; item++) {
      batcher.submit(item);
    }

    List<Integer> batch = batcher.take();

    assertThat(batch).containsExactly(0, 1, 2);
    assertThat(batcher.size()).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForCompanyWhenTheDelayIsZero() throws Exception {
    var batcher = new Batcher<Integer>(8, 3, Duration.ZERO);
    batcher.submit(7);

    assertThat(batcher.take()).containsExactly(7);
  }

  @Test
  void shouldGiveWhatIsThereWhenTheOldestHasWaitedLongEnough() throws Exception {
    var batcher = new Batcher<Integer>(8, 3, Duration.ofMillis(20));
    batcher.submit(7);
    batcher.submit(8);

    assertThat(batcher.take()).containsExactly(7, 8);
  }

  @Test
  void shouldBlockTheOneWhoSubmitsToAFullQueueUntilALaneTakes() throws Exception {
    var batcher = new Batcher<Integer>(1, 1, Duration.ZERO);
    batcher.submit(1);
    var second = CompletableFuture.runAsync(() -> submit(batcher, 2));

    List<Integer> first = batcher.take();

    second.get(10, TimeUnit.SECONDS);
    assertThat(first).containsExactly(1);
    assertThat(batcher.take()).containsExactly(2);
  }

  @Test
  void shouldHandOutWhatIsLeftAndThenNothingWhenClosed() throws Exception {
    var batcher = new Batcher<Integer>(8, 3, Duration.ofDays(1));
    batcher.submit(1);

    batcher.close();

    assertThat(batcher.take()).containsExactly(1);
    assertThat(batcher.take()).isEmpty();
    assertThatThrownBy(() -> batcher.submit(2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeverHandOutAnEmptyBatchWhileOpenWhenLanesCompete() throws Exception {
    var batcher = new Batcher<Integer>(64, 4, Duration.ofNanos(1));
    var lanes =
        List.of(
            CompletableFuture.supplyAsync(() -> countUntilClosed(batcher)),
            CompletableFuture.supplyAsync(() -> countUntilClosed(batcher)));

    for (int item = 0; item < 10_000; item++) {
      batcher.submit(item);
    }
    batcher.close();

    int counted = 0;
    for (var lane : lanes) {
      counted += lane.get(10, TimeUnit.SECONDS);
    }
    assertThat(counted).isEqualTo(10_000);
  }

  private static int countUntilClosed(Batcher<Integer> batcher) {
    try {
      int counted = 0;
      for (var batch = batcher.take(); !batch.isEmpty(); batch = batcher.take()) {
        counted += batch.size();
      }
      return counted;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void submit(Batcher<Integer> batcher, int item) {
    try {
      batcher.submit(item);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
