package sightline.inference.track;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.FrameId;

/**
 * Follows the objects of one camera in one slot from frame to frame.
 *
 * <p>The same frames after the same state give the same ids, whatever the order of detections
 * within a frame. Ids begin at 1 and are never used again, also when tracks begin anew.
 *
 * <p>Velocities are per frame of the usual distance in time, which is learned: a frame that comes
 * after twice that distance is two steps.
 *
 * <p>Threading: one thread, the one that all trackers of its {@link Trackers} share.
 */
public final class Tracker {

  /** Most steps from one frame to the next; more noise would let anything match. */
  private static final int MOST_STEPS = 16;

  /** How slowly the usual distance of frames follows: one part in so many. */
  private static final float SLOWNESS = 8;

  private final Trackers owner;
  private final List<Track> tracks;
  private final Method.Ids ids;
  private Clockwork clock;
  private int live;
  private int started;
  private int ended;

  /**
   * Where a tracker is in time.
   *
   * @param epoch of the last frame; -1 before the first
   * @param sequence of the last frame
   * @param at when it was captured, ms since 1970
   * @param usual distance of two frames, ms; 0 when not known yet
   * @param number of the last frame since the tracks began anew
   */
  record Clockwork(long epoch, long sequence, long at, float usual, int number) {
    static final Clockwork BEFORE = new Clockwork(-1, -1, 0, 0, 0);
  }

  Tracker(Trackers owner, Clockwork clock, List<Track> tracks, long lastId) {
    this.owner = owner;
    this.clock = clock;
    this.tracks = new ArrayList<>(tracks);
    this.ids = new Method.Ids(lastId);
    this.live = told();
  }

  /** Whether {@code frame} is not after the last one: such a frame cannot be tracked any more. */
  public boolean isPast(FrameId frame) {
    return frame.epoch() < clock.epoch()
        || (frame.epoch() == clock.epoch() && frame.sequence() <= clock.sequence());
  }

  /**
   * The detections of the next frame, in the same order, those of tracked objects with their id. A
   * frame of the past changes nothing and gets none.
   *
   * <p>A new epoch of the camera ends all tracks, and so does a gap in time, forward or backward.
   */
  public List<Detection> update(FrameId frame, Instant capturedAt, List<Detection> detections) {
    started = 0;
    ended = 0;
    if (isPast(frame)) {
      return detections;
    }
    long lastBefore = ids.last();
    Method.Moment moment = advance(frame, capturedAt.toEpochMilli());
    Sightings sightings = owner.sightings();
    sightings.take(detections, owner.settings().rules().maxTracks());
    owner.method().step(tracks, sightings, moment, ids);
    List<Detection> named = named(detections, sightings, moment);
    sightings.clear();
    account(lastBefore);
    return named;
  }

  private Method.Moment advance(FrameId frame, long at) {
    long maxGap = owner.settings().rules().maxGap().toMillis();
    long passed = at - clock.at();
    if (frame.epoch() != clock.epoch() || Math.abs(passed) > maxGap) {
      tracks.clear();
      clock = new Clockwork(frame.epoch(), frame.sequence(), at, 0, 1);
      return new Method.Moment(1, at, 1);
    }
    float usual = usual(Math.max(0, passed));
    int steps = usual == 0 ? 1 : Math.round(Math.max(0, passed) / usual);
    int number = Math.min(clock.number(), Integer.MAX_VALUE - 1) + 1;
    clock = new Clockwork(frame.epoch(), frame.sequence(), Math.max(at, clock.at()), usual, number);
    return new Method.Moment(number, clock.at(), Math.max(1, Math.min(MOST_STEPS, steps)));
  }

  private float usual(long passed) {
    float before = clock.usual();
    return before == 0 ? passed : before + (Math.min(passed, 2 * before) - before) / SLOWNESS;
  }

  private List<Detection> named(
      List<Detection> detections, Sightings sightings, Method.Moment moment) {
    var named = new ArrayList<Detection>(detections.size());
    for (int i = 0; i < detections.size(); i++) {
      Track track = sightings.trackOf(i);
      boolean tells = track != null && track.isTold() && owner.method().tells(track, moment);
      named.add(withTrack(detections.get(i), tells ? track.id : 0));
    }
    return named;
  }

  private static Detection withTrack(Detection found, long track) {
    return found.track() == track
        ? found
        : new Detection(
            found.box(),
            found.classId(),
            found.label(),
            found.score(),
            track,
            found.landmarks(),
            found.mask());
  }

  private void account(long lastBefore) {
    int before = live;
    live = told();
    started = (int) (ids.last() - lastBefore);
    ended = before + started - live;
  }

  private int told() {
    int told = 0;
    for (Track track : tracks) {
      told += track.isTold() ? 1 : 0;
    }
    return told;
  }

  /** Tracks that have an id and may still be seen again. */
  public int live() {
    return live;
  }

  /** Tracks that got their id in the last {@link #update}. */
  public int started() {
    return started;
  }

  /** Tracks that ended in the last {@link #update}. */
  public int ended() {
    return ended;
  }

  /** The greatest id that was given; 0 for none. */
  public long lastId() {
    return ids.last();
  }

  /** Everything that {@link Trackers#restore} needs to go on as if nothing had happened. */
  public byte[] state() {
    return TrackerState.write(owner.settings().kind(), clock, tracks, ids.last());
  }

  static Tracker read(Trackers owner, byte[] state) throws IOException {
    TrackerState read = TrackerState.read(state);
    boolean sameKind = read.kind() == owner.settings().kind();
    return new Tracker(owner, read.clock(), sameKind ? read.tracks() : List.of(), read.lastId());
  }
}
