package sightline.inference.check.look;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sightline.inference.bundle.BadUpload;

/**
 * Makes calls that may never come back, and gives up on them.
 *
 * <p>Threading: one caller; the calls are made by a thread {@code check-run}, which a call that
 * never ends keeps.
 *
 * <p>Ownership: what such a call uses cannot be closed any more, see {@link #isLost}.
 */
public final class Patience implements AutoCloseable {

  private final long maxMillis;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            var runner = new Thread(work, "check-run");
            runner.setDaemon(true);
            return runner;
          });
  private boolean lost;

  public Patience(long maxMillis) {
    this.maxMillis = maxMillis;
  }

  /**
   * What {@code call} gives.
   *
   * @param what it does, the beginning of a sentence
   * @throws BadUpload when it takes too long
   */
  public <T> T await(String what, Callable<T> call) throws Exception {
    Future<T> answer = thread.submit(call);
    try {
      return answer.get(maxMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      lost = true;
      throw new BadUpload("%s takes longer than %d ms (maxStepMillis).", what, maxMillis);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw (Error) e.getCause();
    }
  }

  /** Whether a call has not come back. */
  public boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
