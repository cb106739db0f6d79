package sightline.deploy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts that have been started, to be stopped in the opposite order.
 *
 * <p>Threading: any thread; a second close waits for the first one and does nothing.
 *
 * <p>Ownership: closes every part, also when one of them fails to close.
 */
final class Running implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private record Part(String name, AutoCloseable closeable) {}

  private final Deque<Part> parts = new ArrayDeque<>();
  private final Progress told;

  /** Tells {@code told} each part that stops. */
  Running(Progress told) {
    this.told = told;
  }

  /** Remembers {@code part} under {@code name} and gives it back. */
  synchronized <T extends AutoCloseable> T add(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Stops the parts down to and with the one called {@code name}. */
  synchronized void closeDownTo(String name) {
    boolean reached = false;
    while (!reached && !parts.isEmpty()) {
      reached = parts.peek().name().equals(name);
      stop(parts.pop());
    }
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      stop(parts.pop());
    }
  }

  private void stop(Part part) {
    try {
      part.closeable().close();
      told.say(part.name(), "stopped");
    } catch (Throwable e) { // the next part must be stopped, whatever happened to this one
      LOG.error("{} did not stop cleanly", part.name(), e);
      told.say(part.name(), "did not stop cleanly: " + e.getMessage());
    }
  }
}
