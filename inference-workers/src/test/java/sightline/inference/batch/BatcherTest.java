package sightline.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sightline.events.QueuePolicy.WhenBehind;

class BatcherTest {

  private final List<String> dropped = new CopyOnWriteArrayList<>();

  @Test
  void shouldGiveAFullBatchAtOnce() throws Exception {
    var batcher = batcher(8, 3, Duration.ofDays(1));
    for (int number = 0; number < 4; number++) {
      batcher.submit(item(number));
    }

    List<Item> batch = batcher.take();

    assertThat(batch).extracting(Item::number).containsExactly(0, 1, 2);
    assertThat(batcher.size()).isEqualTo(1);
  }

  @Test
  void shouldNotWaitForCompanyWhenTheDelayIsZero() throws Exception {
    var batcher = batcher(8, 3, Duration.ZERO);
    batcher.submit(item(7));

    assertThat(batcher.take()).extracting(Item::number).containsExactly(7);
  }

  @Test
  void shouldGiveWhatIsThereWhenTheOldestHasWaitedLongEnough() throws Exception {
    var batcher = batcher(8, 3, Duration.ofMillis(20));
    batcher.submit(item(7));
    batcher.submit(item(8));

    assertThat(batcher.take()).extracting(Item::number).containsExactly(7, 8);
  }

  @Test
  void shouldBlockTheOneWhoSubmitsToAFullQueueUntilALaneTakes() throws Exception {
    var batcher = batcher(1, 1, Duration.ZERO);
    batcher.submit(item(1));
    var second = CompletableFuture.runAsync(() -> submit(batcher, 2));

    List<Item> first = batcher.take();

    second.get(10, TimeUnit.SECONDS);
    assertThat(first).extracting(Item::number).containsExactly(1);
    assertThat(batcher.take()).extracting(Item::number).containsExactly(2);
  }

  @Test
  void shouldHandOutWhatIsLeftAndThenNothingWhenClosed() throws Exception {
    var batcher = batcher(8, 3, Duration.ofDays(1));
    batcher.submit(item(1));

    batcher.close();

    assertThat(batcher.take()).extracting(Item::number).containsExactly(1);
    assertThat(batcher.take()).isEmpty();
    assertThatThrownBy(() -> batcher.submit(item(2))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeverHandOutAnEmptyBatchWhileOpenWhenLanesCompete() throws Exception {
    var batcher = batcher(64, 4, Duration.ofNanos(1));
    var lanes =
        List.of(
            CompletableFuture.supplyAsync(() -> countUntilClosed(batcher)),
            CompletableFuture.supplyAsync(() -> countUntilClosed(batcher)));

    for (int number = 0; number < 10_000; number++) {
      batcher.submit(item(number));
    }
    batcher.close();

    int counted = 0;
    for (var lane : lanes) {
      counted += lane.get(10, TimeUnit.SECONDS);
    }
    assertThat(counted).isEqualTo(10_000);
  }

  @Test
  void shouldNotHoldUpACameraThatMayLoseFrames() throws Exception {
    var batcher = batcher(8, 1, Duration.ZERO);
    for (int number = 0; number < 100; number++) {
      batcher.submit(new Item("a", number, Item.policy(WhenBehind.DROP_OLDEST), Instant.now()));
    }

    assertThat(dropped).hasSize(92).startsWith("a0 OVERLOADED").endsWith("a91 OVERLOADED");
    assertThat(batcher.take()).extracting(Item::number).containsExactly(92);
  }

  @Test
  void shouldLetGoWhatIsMeantAndSayWhy() throws Exception {
    var batcher = batcher(8, 1, Duration.ZERO);
    batcher.submit(item(1));
    batcher.submit(new Item("b", 2, Item.policy(WhenBehind.DROP_OLDEST), Instant.now()));

    batcher.letGo(item -> true);

    assertThat(dropped).containsExactly("b2 OVERLOADED");
    assertThat(batcher.size()).isEqualTo(1);
  }

  private Batcher<Item> batcher(int maxQueued, int maxBatch, Duration maxQueueDelay) {
    var settings = new BatchSettings(List.of(maxBatch), maxQueueDelay, maxQueued, maxQueued, 16);
    return new Batcher<>(settings, (item, fate) -> dropped.add(item + " " + fate), Moment::now);
  }

  private static Item item(int number) {
    return Item.patient("a", number);
  }

  private static int countUntilClosed(Batcher<Item> batcher) {
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

  private static void submit(Batcher<Item> batcher, int number) {
    try {
      batcher.submit(item(number));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
