package sightline.crash;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Halts this process when a point is reached for the n-th time.
 *
 * <p>Threading: any thread.
 */
final class Fuse {

  /** What the parent sees when the fuse has blown; nothing else ends a worker with it. */
  static final int EXIT_CODE = 86;

  private final HaltPoint point;
  private final int times;
  private final AtomicInteger reached = new AtomicInteger();

  /**
   * Waits for {@code point}.
   *
   * @param times 1 or more: at which arrival the process halts
   */
  Fuse(HaltPoint point, int times) {
    this.point = point;
    this.times = times;
  }

  /** Says that {@code here} is reached; runs {@code last} before it halts. */
  void reached(HaltPoint here, Runnable last) {
    if (here == point && reached.incrementAndGet() == times) {
      last.run();
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }
}
