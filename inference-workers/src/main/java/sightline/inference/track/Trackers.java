package sightline.inference.track;

import java.io.IOException;
import java.util.List;

/**
 * Makes trackers of one kind, which share their scratch space.
 *
 * <p>Threading: one thread, for it and all its trackers.
 */
public final class Trackers {

  private final TrackerSettings settings;
  private final Method method;
  private final Sightings sightings = new Sightings();

  private Trackers(TrackerSettings settings) {
    this.settings = settings;
    this.method =
        settings.kind() == TrackerKind.SORT
            ? new Sort(settings.rules())
            : new ByteTrack(settings.rules());
  }

  public static Trackers of(TrackerSettings settings) {
    return new Trackers(settings);
  }

  /** A tracker that has seen nothing; its first id is 1. */
  public Tracker start() {
    return startAfter(0);
  }

  /** A tracker that has seen nothing; its first id is the one after {@code lastId}. */
  public Tracker startAfter(long lastId) {
    return new Tracker(this, Tracker.Clockwork.BEFORE, List.of(), lastId);
  }

  /**
   * The tracker whose {@link Tracker#state} this is. The state of a tracker of another kind gives
   * its ids, so that none is used twice, and no tracks.
   *
   * @throws IOException when it is none, or of a version that is not known
   */
  public Tracker restore(byte[] state) throws IOException {
    return Tracker.read(this, state);
  }

  /** Of the state of any tracker: the greatest id it gave; 0 when that cannot be read. */
  public static long lastIdOf(byte[] state) {
    return TrackerState.lastIdOf(state);
  }

  /** Of the state of any tracker: when its last frame was captured, ms since 1970. */
  public static long lastSeenOf(byte[] state) {
    return TrackerState.lastSeenOf(state);
  }

  TrackerSettings settings() {
    return settings;
  }

  Method method() {
    return method;
  }

  Sightings sightings() {
    return sightings;
  }
}
