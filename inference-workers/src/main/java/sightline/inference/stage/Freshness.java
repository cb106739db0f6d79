package sightline.inference.stage;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether frames that were taken in hand come out again in time, over all tasks of the process.
 *
 * <p>Threading: any thread.
 */
public final class Freshness {

  private final LongSupplier nanoTime;
  private int inHand;
  private long lastProgress;

  public Freshness() {
    this(System::nanoTime);
  }

  Freshness(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A frame was taken in hand. */
  synchronized void taken() {
    if (inHand++ == 0) {
      lastProgress = nanoTime.getAsLong();
    }
  }

  /** That many frames have their outcome, or belong to somebody else now. */
  synchronized void released(int frames) {
    inHand -= frames;
    lastProgress = nanoTime.getAsLong();
  }

  /** A frame was let go without being looked at, which is no sign that the lanes work. */
  synchronized void letGo() {
    inHand--;
  }

  /** How long frames have been in hand without any of them coming out; zero when none is. */
  public synchronized Duration stalledFor() {
    return inHand == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - lastProgress);
  }
}
