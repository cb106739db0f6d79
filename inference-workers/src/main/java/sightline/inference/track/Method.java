package sightline.inference.track;

import java.util.List;

/**
 * The rules by which one tracker goes from frame to frame.
 *
 * <p>Threading: one thread; keeps nothing between frames but scratch space.
 */
interface Method {

  /**
   * One frame.
   *
   * @param number of the frame since the tracks began anew, from 1
   * @param at when it was captured, ms since 1970
   * @param steps frames since the one before, 1 or more; above 1 when some were left out
   */
  record Moment(int number, long at, int steps) {}

  /**
   * Moves {@code tracks} on to the next frame, gives them their sightings, begins new ones, and
   * removes those that have ended. A track whose sighting is to be told of gets an id.
   */
  void step(List<Track> tracks, Sightings frame, Moment moment, Ids ids);

  /** Whether the sighting of {@code track} in the frame just done is to be told of. */
  boolean tells(Track track, Moment moment);

  /** Numbers tracks: 1, 2, 3 …, none ever twice. */
  final class Ids {
    private long last;

    Ids(long last) {
      this.last = last;
    }

    void name(Track track) {
      if (!track.isTold()) {
        track.id = ++last;
      }
    }

    long last() {
      return last;
    }
  }
}
