package sightline.inference.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The one thread of the process that calls a device: a GPU computes one batch after the other
 * anyway, and memory grows when calls hop between threads.
 *
 * <p>Threading: any thread calls and waits, so at most one call of each caller stands in the queue.
 *
 * <p>Ownership: shared by everybody who asked for the same device; the thread ends when the last of
 * them has closed it.
 */
final class DeviceThread implements AutoCloseable {

  private static final Map<String, DeviceThread> OPEN = new HashMap<>();

  private final String name;
  private final ExecutorService thread;
  private int users;

  private DeviceThread(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              var made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /** The thread named {@code name}, started when nobody uses it yet; the caller closes it. */
  static DeviceThread open(String name) {
    synchronized (OPEN) {
      DeviceThread device = OPEN.computeIfAbsent(name, DeviceThread::new);
      device.users++;
      return device;
    }
  }

  /**
   * Makes {@code call} on the device's thread and waits for its end, whatever happens: the buffers
   * are in use until then.
   *
   * @throws InferenceFailed when {@code call} does
   */
  void call(Callable<Void> call) throws InferenceFailed {
    Future<Void> running = thread.submit(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Void ignored = running.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw unwrapped(e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static InferenceFailed unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    return e.getCause() instanceof InferenceFailed failed
        ? failed
        : new InferenceFailed("the engine failed: " + e.getCause(), e.getCause());
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (--users == 0) {
        OPEN.remove(name);
        thread.shutdown();
      }
    }
  }
}
