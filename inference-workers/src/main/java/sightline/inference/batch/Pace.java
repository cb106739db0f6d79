package sightline.inference.batch;

import sightline.events.QueuePolicy;

/**
 * How fast one camera is served, and with that how many of its frames an adaptive policy accepts.
 *
 * <p>The rule: a camera is behind while one of its frames waits. While it is not, every frame is
 * accepted, so that nothing is lost as soon as the load is gone. While it is, one frame is accepted
 * each service interval times the frames that wait, and the others are refused: what is accepted is
 * spread evenly, follows the rate at which the camera is served, and lets a queue that has grown
 * shrink again. The service interval is the mean time between two of its frames being taken, in
 * which the last counts a quarter. At least the floor rate is accepted always.
 *
 * <p>Threading: one thread at a time.
 */
final class Pace {

  private static final double WEIGHT_OF_LAST = .25;
  private static final double NANOS_A_SECOND = 1e9;

  private double serviceInterval; // ns; 0 until two frames have been taken
  private long lastTaken;
  private boolean tookOne;
  private long lastAccepted;
  private boolean acceptedOne;

  /** Whether an adaptive camera of which {@code waiting} frames wait accepts one more. */
  boolean accepts(int waiting, QueuePolicy policy, long nanos) {
    if (waiting == 0 || !acceptedOne) {
      return true;
    }
    double sinceLast = nanos - lastAccepted;
    return sinceLast >= serviceInterval * waiting || sinceLast >= floorInterval(policy);
  }

  /** Time between two frames at the floor rate, ns; infinite when there is no floor. */
  static double floorInterval(QueuePolicy policy) {
    return NANOS_A_SECOND / policy.floorFramesPerSecond(); // 0 gives infinity
  }

  void accepted(long nanos) {
    acceptedOne = true;
    lastAccepted = nanos;
  }

  void taken(long nanos) {
    if (tookOne) {
      double last = nanos - lastTaken;
      serviceInterval =
          serviceInterval == 0 ? last : serviceInterval + WEIGHT_OF_LAST * (last - serviceInterval);
    }
    tookOne = true;
    lastTaken = nanos;
  }
}
