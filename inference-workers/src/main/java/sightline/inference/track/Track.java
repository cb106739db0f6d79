package sightline.inference.track;

import java.util.Arrays;

/**
 * One object, over frames.
 *
 * <p>Threading: that of its tracker.
 */
final class Track {

  /** Where a track is in its life. A track that has ended is not kept. */
  enum Phase {
    /** Seen, but not often enough to be told of. */
    YOUNG,
    /** Seen in the last frame. */
    SEEN,
    /** Told of before, and not seen in the last frame. */
    LOST
  }

  /** 0 until it is told of. */
  long id;

  Phase phase = Phase.YOUNG;

  /** Frames in a row with it, after its first; SORT only. */
  int streak;

  /** Frames in a row without it; SORT only. */
  int missed;

  /** When it was first seen, ms since 1970. */
  final long begun;

  /** When it was last seen, ms since 1970. */
  long seen;

  /** What it is: equal for equal labels. */
  final int label;

  /** Its filter, as {@link Motion} lays it out. */
  final float[] motion;

  Track(int label, long begun, float[] motion) {
    this.label = label;
    this.begun = begun;
    this.seen = begun;
    this.motion = motion;
  }

  boolean isTold() {
    return id > 0;
  }

  @Override
  public String toString() {
    return "track %d %s at %s".formatted(id, phase, Arrays.toString(motion));
  }
}
