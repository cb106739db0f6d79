package sightline.trainer.feed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LookaheadTest {

  private final AtomicInteger closedWorkers = new AtomicInteger();
  private final List<Long> closedThings = new ArrayList<>();

  /** A thing that knows its step. */
  private final class Thing implements AutoCloseable {
    private final long step;

    private Thing(long step) {
      this.step = step;
    }

    @Override
    public void close() {
      synchronized (closedThings) {
        closedThings.add(step);
      }
    }
  }

  private Lookahead<Thing> lookahead(int threads, int ahead, LongFunction<Thing> make) {
    return new Lookahead<>(
        "test-loader",
        threads,
        ahead,
        1000,
        () ->
            new Lookahead.Worker<>() {
              @Override
              public Thing make(long step) {
                return make.apply(step);
              }

              @Override
              public void close() {
                closedWorkers.incrementAndGet();
              }
            });
  }

  @Test
  void shouldGiveThingsInTheOrderOfTheirStepsFromSeveralThreads() throws Exception {
    try (var lookahead = lookahead(4, 8, Thing::new)) {
      for (long step = 5; step < 500; step++) {
        assertThat(lookahead.take(step).step).isEqualTo(step);
      }
    }
    assertThat(closedWorkers).hasValue(4);
  }

  @Test
  void shouldMakeNoMoreAheadThanAllowed() throws Exception {
    var made = new AtomicInteger();
    var fourth = new CountDownLatch(4);
    try (var lookahead =
        lookahead(
            3,
            3,
            step -> {
              made.incrementAndGet();
              fourth.countDown();
              return new Thing(step);
            })) {

      lookahead.take(0);

      assertThat(fourth.await(10, TimeUnit.SECONDS)).isTrue();
      while (lookahead.waiting() < 3) {
        Thread.onSpinWait();
      }
      assertThat(made).hasValue(4);
    }
    assertThat(closedThings).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void shouldTellWhatFailedToWhoTakes() {
    try (var lookahead =
        lookahead(
            2,
            4,
            step -> {
              if (step == 7) {
                throw new IllegalArgumentException("seven");
              }
              return new Thing(step);
            })) {

      assertThatThrownBy(
              () -> {
                for (long step = 0; step < 20; step++) {
                  lookahead.take(step);
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("seven")
          .hasCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldEndAWaitThatIsInterrupted() throws Exception {
    var never = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var ended = new ArrayList<Throwable>();
    var lookahead =
        lookahead(
            1,
            1,
            step -> {
              begun.countDown();
              await(never);
              return new Thing(step);
            });
    var taker =
        new Thread(
            () -> {
              try {
                lookahead.take(0);
              } catch (InterruptedException | RuntimeException e) {
                ended.add(e);
              }
            });
    taker.start();
    begun.await();

    taker.interrupt();

    taker.join();
    assertThat(ended).singleElement().isInstanceOf(InterruptedException.class);
    never.countDown();
    lookahead.close();
    assertThat(closedThings).containsExactly(0L);
  }

  @Test
  void shouldSkipStepsThatNobodyTakes() throws Exception {
    try (var lookahead = lookahead(2, 4, Thing::new)) {
      lookahead.take(0);

      assertThat(lookahead.take(100).step).isEqualTo(100);
      assertThatThrownBy(() -> lookahead.take(50)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldMakeThingsAtTheSameTime() throws Exception {
    var both = new CyclicBarrier(2);
    try (var lookahead =
        lookahead(
            2,
            2,
            step -> {
              if (step < 2) {
                meet(both);
              }
              return new Thing(step);
            })) {

      assertThat(lookahead.take(0).step).isZero();
      assertThat(lookahead.secondsWaited()).isPositive();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
