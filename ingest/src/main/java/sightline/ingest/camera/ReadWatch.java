package sightline.ingest.camera;

import java.time.Duration;

/**
 * How long a reader has been waiting for a picture. Only time spent in the source, and in the
 * encoder, counts: a reader held up by the broker is not stuck.
 *
 * <p>Threading: the reader reports, the supervisor asks.
 */
final class ReadWatch {

  private long quietNanos;
  private long readingSince;
  private boolean reading;
  private boolean opened;
  private long pictures;

  /** The source is being asked for something. */
  synchronized void startReading(long nowNanos) {
    reading = true;
    readingSince = nowNanos;
  }

  /** The source answered. */
  synchronized void stopReading(long nowNanos) {
    if (reading) {
      quietNanos += nowNanos - readingSince;
      reading = false;
    }
  }

  synchronized void opened() {
    opened = true;
  }

  /** What the source gave is a picture. */
  synchronized void pictureSeen() {
    quietNanos = 0;
    pictures++;
  }

  synchronized boolean isOpened() {
    return opened;
  }

  /** Pictures since the opening. */
  synchronized long pictures() {
    return pictures;
  }

  /** Time spent in the source since the last picture. */
  synchronized Duration quiet(long nowNanos) {
    return Duration.ofNanos(quietNanos + (reading ? nowNanos - readingSince : 0));
  }
}
