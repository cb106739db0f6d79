package sightline.inference.track;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a tracker knows, as bytes, big-endian.
 *
 * <pre>
 *   1   version, now 1
 *   8   greatest id given
 *   8   capture time of the last frame, ms since 1970
 *       — the rest may change with the version —
 *   1   kind of tracker
 *   8   epoch, 8 sequence of the last frame
 *   4   usual distance of frames, ms     4   frames since the tracks began anew
 *   2   tracks, each:
 *         8  id          4  label      1  phase     4  streak    4  missed
 *         8  begun, ms   8  last seen, ms
 *         80 filter, 20 floats
 * </pre>
 */
record TrackerState(TrackerKind kind, Tracker.Clockwork clock, List<Track> tracks, long lastId) {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + 8 + 8;
  private static final int REST_OF_HEAD = 1 + 8 + 8 + 4 + 4 + 2;
  private static final int TRACK = 8 + 4 + 1 + 4 + 4 + 8 + 8 + 4 * Motion.SIZE;

  static byte[] write(TrackerKind kind, Tracker.Clockwork clock, List<Track> tracks, long lastId) {
    ByteBuffer bytes = ByteBuffer.allocate(HEAD + REST_OF_HEAD + TRACK * tracks.size());
    bytes.put(VERSION).putLong(lastId).putLong(clock.at());
    bytes.put((byte) kind.ordinal()).putLong(clock.epoch()).putLong(clock.sequence());
    bytes.putFloat(clock.usual()).putInt(clock.number()).putShort((short) tracks.size());
    tracks.forEach(track -> write(bytes, track));
    return bytes.array();
  }

  private static void write(ByteBuffer bytes, Track track) {
    bytes.putLong(track.id).putInt(track.label).put((byte) track.phase.ordinal());
    bytes.putInt(track.streak).putInt(track.missed).putLong(track.begun).putLong(track.seen);
    for (float number : track.motion) {
      bytes.putFloat(number);
    }
  }

  static TrackerState read(byte[] state) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(state);
      int version = bytes.get();
      require(version == VERSION, "of version", version, "" + VERSION);
      long lastId = bytes.getLong();
      long at = bytes.getLong();
      TrackerKind kind = one(TrackerKind.values(), bytes.get(), "of kind");
      var clock =
          new Tracker.Clockwork(
              bytes.getLong(), bytes.getLong(), at, finite(bytes.getFloat()), bytes.getInt());
      require(lastId >= 0, "with the greatest id", lastId, "0 or more");
      require(clock.number() >= 0, "of frame number", clock.number(), "0 or more");
      return new TrackerState(kind, clock, readTracks(bytes, lastId), lastId);
    } catch (BufferUnderflowException e) {
      throw new IOException(
          "a tracker's state of %d bytes ends too soon".formatted(state.length), e);
    }
  }

  private static List<Track> readTracks(ByteBuffer bytes, long lastId) throws IOException {
    int count = bytes.getShort();
    require(count >= 0 && count <= TrackerRules.MOST_TRACKS, "with tracks", count, "fewer");
    require(
        bytes.remaining() == count * TRACK,
        "with a rest of",
        bytes.remaining(),
        "" + count * TRACK);
    var tracks = new ArrayList<Track>(count);
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Track track = readTrack(bytes);
      boolean fits = track.id >= 0 && track.id <= lastId && (track.id == 0 || ids.add(track.id));
      require(fits, "with a track of id", track.id, "ids of 0 to " + lastId + ", each once");
      tracks.add(track);
    }
    return tracks;
  }

  private static Track readTrack(ByteBuffer bytes) throws IOException {
    long id = bytes.getLong();
    int label = bytes.getInt();
    Track.Phase phase = one(Track.Phase.values(), bytes.get(), "with a track of phase");
    int streak = bytes.getInt();
    int missed = bytes.getInt();
    var track = new Track(label, bytes.getLong(), new float[Motion.SIZE]);
    track.id = id;
    track.phase = phase;
    track.streak = streak;
    track.missed = missed;
    track.seen = bytes.getLong();
    for (int i = 0; i < Motion.SIZE; i++) {
      track.motion[i] = finite(bytes.getFloat());
    }
    return track;
  }

  /** Of any version: the greatest id that was given; 0 when there is none to read. */
  static long lastIdOf(byte[] state) {
    return state.length < HEAD ? 0 : Math.max(0, ByteBuffer.wrap(state).getLong(1));
  }

  /** Of any version: when its last frame was captured, ms since 1970. */
  static long lastSeenOf(byte[] state) {
    return state.length < HEAD ? 0 : ByteBuffer.wrap(state).getLong(1 + 8);
  }

  private static <T> T one(T[] all, int index, String what) throws IOException {
    require(index >= 0 && index < all.length, what, index, "0 to " + (all.length - 1));
    return all[index];
  }

  private static float finite(float number) throws IOException {
    require(Float.isFinite(number), "with the number", number, "finite ones");
    return number;
  }

  private static void require(boolean holds, String what, Object value, String expected)
      throws IOException {
    if (!holds) {
      throw new IOException(
          "a tracker's state %s %s, expected %s".formatted(what, value, expected));
    }
  }
}
