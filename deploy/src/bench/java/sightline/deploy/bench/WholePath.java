package sightline.deploy.bench;

/** Keeps the path from topic {@code frames} to topic {@code detections} full for a while. */
final class WholePath {

  private final FrameFeeder feeder;
  private final ResultCounter results;
  private final int lead;
  private long sent;
  private long lastFrames;

  WholePath(FrameFeeder feeder, ResultCounter results, int lead) {
    this.feeder = feeder;
    this.results = results;
    this.lead = lead;
  }

  /** Results per second over about {@code seconds}, and until the last frame sent is back. */
  double framesPerSecond(double seconds) {
    long before = sent;
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      sendUpTo(results.poll() + lead);
    }
    while (results.poll() < sent) {
      Thread.onSpinWait(); // poll() itself waits
    }
    lastFrames = sent - before;
    return lastFrames / ((System.nanoTime() - start) / 1e9);
  }

  private void sendUpTo(long target) {
    while (sent < target) {
      feeder.send();
      sent++;
    }
  }

  /** Frames of the last run. */
  long lastFrames() {
    return lastFrames;
  }
}
