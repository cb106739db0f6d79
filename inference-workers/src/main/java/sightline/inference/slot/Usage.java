package sightline.inference.slot;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the frames that a slot still has to look at.
 *
 * <p>Threading: any thread.
 */
public final class Usage {

  private final AtomicInteger frames = new AtomicInteger();
  private final Runnable unused;

  /** Nothing is used yet; {@code unused} is told whenever nothing is used any more. */
  public Usage(Runnable unused) {
    this.unused = unused;
  }

  public void begin() {
    frames.incrementAndGet();
  }

  public void end() {
    if (frames.decrementAndGet() == 0) {
      unused.run();
    }
  }

  public int frames() {
    return frames.get();
  }
}
