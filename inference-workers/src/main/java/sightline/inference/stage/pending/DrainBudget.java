package sightline.inference.stage.pending;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a commit may wait for frames that may be let go. A thread commits its tasks one after
 * the other; all of them together have one budget.
 *
 * <p>Threading: any stream thread; each has a budget of its own.
 */
public final class DrainBudget {

  private final Duration drainWithin;
  private final LongSupplier nanoTime;
  private final ThreadLocal<Long> began = new ThreadLocal<>();

  /**
   * A budget for each thread.
   *
   * @param drainWithin of one commit
   * @param nanoTime ns from some origin
   */
  public DrainBudget(Duration drainWithin, LongSupplier nanoTime) {
    this.drainWithin = drainWithin;
    this.nanoTime = nanoTime;
  }

  /** A record is being processed: the commit before is over. */
  public void processing() {
    began.remove();
  }

  /** What is left of this commit's budget, zero or more; the first to ask begins it. */
  public Duration left() {
    long now = nanoTime.getAsLong();
    if (began.get() == null) {
      began.set(now);
    }
    Duration left = drainWithin.minusNanos(now - began.get());
    return left.isNegative() ? Duration.ZERO : left;
  }
}
