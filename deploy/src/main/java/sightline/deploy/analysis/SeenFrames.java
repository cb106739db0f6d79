package sightline.deploy.analysis;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sightline.events.FrameCaptured;
import sightline.events.geometry.FrameSize;

/**
 * Time and size of the frames in the log that still wait for their line, and of the one before
 * them, so that a frame which never came there can be described by its neighbor. Holds as many as
 * ingest may be ahead of the workers.
 *
 * <p>Threading: one thread.
 */
final class SeenFrames {

  /**
   * What is known of a picture without its result.
   *
   * @param capturedAt when light fell on it
   * @param size of the picture, {@link FrameSize#UNKNOWN} when nobody could tell
   */
  record Look(Instant capturedAt, FrameSize size) {}

  private static final Look NOTHING_KNOWN = new Look(Instant.EPOCH, FrameSize.UNKNOWN);

  private final NavigableMap<Long, Look> looks = new TreeMap<>();
  private Look otherwise = NOTHING_KNOWN;

  void add(FrameCaptured frame) {
    looks.put(frame.frame().sequence(), new Look(frame.capturedAt(), frame.size()));
  }

  /** The source ended at {@code time}: the best guess when it gave no frame at all. */
  void end(Instant time) {
    otherwise = new Look(time, FrameSize.UNKNOWN);
  }

  /** Frame {@code sequence} itself, else the one before it, else the one after it. */
  Look nearest(long sequence) {
    Map.Entry<Long, Look> neighbor = looks.floorEntry(sequence);
    if (neighbor == null) {
      neighbor = looks.firstEntry();
    }
    return neighbor == null ? otherwise : neighbor.getValue();
  }

  /** Nobody will ask for frames before {@code sequence} any more. */
  void forgetBefore(long sequence) {
    Long kept = looks.floorKey(sequence);
    if (kept != null) {
      looks.headMap(kept).clear();
    }
  }
}
