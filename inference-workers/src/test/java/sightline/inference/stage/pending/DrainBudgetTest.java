package sightline.inference.stage.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainBudgetTest {

  private final AtomicLong now = new AtomicLong();
  private final DrainBudget budget = new DrainBudget(Duration.ofMillis(100), now::get);

  @Test
  void shouldBeSharedByAllTasksThatOneCommitDrains() {
    assertThat(budget.left()).isEqualTo(Duration.ofMillis(100));
    now.addAndGet(30_000_000);
    assertThat(budget.left()).isEqualTo(Duration.ofMillis(70));
    now.addAndGet(80_000_000);
    assertThat(budget.left()).isZero();
  }

  @Test
  void shouldBeWholeAgainForTheNextCommit() {
    assertThat(budget.left()).isEqualTo(Duration.ofMillis(100));
    now.addAndGet(90_000_000);

    budget.processing();

    assertThat(budget.left()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void shouldNotBeUsedUpByTheCommitOfAnotherThread() {
    CompletableFuture.runAsync(budget::left).join();
    now.addAndGet(90_000_000);

    assertThat(budget.left()).isEqualTo(Duration.ofMillis(100));
  }
}
