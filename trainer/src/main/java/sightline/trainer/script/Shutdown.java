package sightline.trainer.script;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a job's process. A signal asks the job to stop at its next step and waits for that:
 * libtorch takes its compiled kernels away when the process exits, and a step that still runs them
 * would crash.
 *
 * <p>Threading: any thread.
 */
public final class Shutdown {

  private static final long PATIENCE_SECONDS = 120;

  /** How what runs is asked to end at its next step. */
  @FunctionalInterface
  public interface Wish {
    void askStop() throws IOException;
  }

  private final CountDownLatch ended = new CountDownLatch(1);

  private Shutdown() {}

  /** Begins to listen for signals. */
  public static Shutdown watch(Wish wish) {
    var shutdown = new Shutdown();
    var hook = new Thread(() -> shutdown.stop(wish), "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    return shutdown;
  }

  private void stop(Wish wish) {
    try {
      wish.askStop();
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.printf("no step ended within %d s; ends now%n", PATIENCE_SECONDS);
      }
    } catch (IOException e) {
      System.err.println("cannot ask the job to stop: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the process with {@code exit}, at once. */
  public void end(int exit) {
    System.out.flush();
    System.err.flush();
    ended.countDown();
    Runtime.getRuntime().halt(exit);
  }
}
