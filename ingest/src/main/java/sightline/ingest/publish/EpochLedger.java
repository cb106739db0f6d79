package sightline.ingest.publish;

import java.util.OptionalLong;
import sightline.events.SkipReason;

/**
 * One epoch in the book of its camera: numbers the frames and knows the one that the reader has in
 * hand, so that it is counted whatever becomes of the reader.
 *
 * <p>Threading: any thread; one reader captures.
 */
public final class EpochLedger {

  private final CameraLedger camera;
  private final long epoch;
  private long frames; // guarded by camera, as is what follows
  private boolean inHand;
  private boolean closed;

  EpochLedger(CameraLedger camera, long epoch) {
    this.camera = camera;
    this.epoch = epoch;
  }

  public CameraLedger ofCamera() {
    return camera;
  }

  String camera() {
    return camera.camera();
  }

  public long epoch() {
    return epoch;
  }

  /** Frames captured in this epoch. */
  long frames() {
    synchronized (camera) {
      return frames;
    }
  }

  /** Counts a frame the camera gave; the result is its sequence, empty when the epoch is over. */
  public OptionalLong capture() {
    synchronized (camera) {
      if (closed) {
        return OptionalLong.empty();
      }
      skip(SkipReason.UNREADABLE);
      camera.capture();
      inHand = true;
      return OptionalLong.of(frames++);
    }
  }

  /** The frame in hand is not published; nothing happens when there is none. */
  public void skip(SkipReason reason) {
    synchronized (camera) {
      if (inHand) {
        inHand = false;
        camera.skip(reason);
      }
    }
  }

  /** The frame in hand waits in the queue from now on; false when it has been counted already. */
  boolean handOver() {
    synchronized (camera) {
      if (!inHand) {
        return false;
      }
      inHand = false;
      camera.handOver();
      return true;
    }
  }

  /** No frame follows; one that the reader still has in hand was never made into a picture. */
  public void close() {
    synchronized (camera) {
      skip(SkipReason.UNREADABLE);
      closed = true;
    }
  }
}
