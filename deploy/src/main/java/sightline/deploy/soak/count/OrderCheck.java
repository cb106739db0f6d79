package sightline.deploy.soak.count;

import sightline.events.FrameId;

/**
 * Counts frames that come behind one that they should have come before.
 *
 * <p>Threading: one thread at a time.
 */
final class OrderCheck {

  private long epoch = -1;
  private long sequence = -1;
  private long violations;

  /** Takes the next frame of one camera on one topic. */
  void accept(FrameId frame) {
    if (frame.epoch() < epoch || (frame.epoch() == epoch && frame.sequence() < sequence)) {
      violations++;
    } else {
      epoch = frame.epoch();
      sequence = frame.sequence();
    }
  }

  long violations() {
    return violations;
  }
}
