package sightline.ingest.publish;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the states of cameras to the producer, which blocks while the broker is away: whoever
 * watches a camera must not. Of each camera only the newest state waits.
 *
 * <p>Threading: one thread of its own; the rest from any.
 */
final class StatePost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StatePost.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  private final Map<String, Runnable> waiting = new LinkedHashMap<>();
  private final Thread thread;
  private boolean finished;

  StatePost(String name) {
    thread = new Thread(this::sendAll, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes the newest state of a camera; the one that still waits is forgotten. */
  synchronized void post(String camera, Runnable sending) {
    waiting.remove(camera);
    waiting.put(camera, sending);
    notifyAll();
  }

  /** Sends what waits, as far as patience goes. */
  @Override
  public void close() {
    synchronized (this) {
      finished = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void sendAll() {
    try {
      for (Runnable next = take(); next != null; next = take()) {
        send(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(Runnable next) {
    try {
      next.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a state could not be sent", e);
    }
  }

  /** The oldest that waits; null when none will follow. */
  private synchronized Runnable take() throws InterruptedException {
    while (waiting.isEmpty() && !finished) {
      wait();
    }
    var oldest = waiting.keySet().iterator();
    return oldest.hasNext() ? waiting.remove(oldest.next()) : null;
  }
}
