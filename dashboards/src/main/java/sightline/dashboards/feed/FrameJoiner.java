package sightline.dashboards.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import sightline.events.FrameCaptured;
import sightline.events.FrameId;

/**
 * Brings together the pictures and the results of one camera, by frame, whichever comes first.
 *
 * <p>What comes out only moves forward: by epoch, then by sequence. A picture leaves with its
 * result as soon as both are there; without one when it has waited long enough, or when the memory
 * is full. Long enough is longer while results of other pictures still come: then the model is only
 * slow, and boxes a little later say more than none. Whatever is older than the frame that left is
 * forgotten and counted.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class FrameJoiner {

  /** Why something that came in does not go out. */
  enum Drop {
    /** The picture is not newer than the one shown. */
    PICTURE_TOO_LATE,
    /** A newer frame was shown while the picture waited. */
    PICTURE_OVERTAKEN,
    /** The result is of a frame not newer than the one shown. */
    RESULT_TOO_LATE,
    /** A newer frame was shown while the result waited for its picture. */
    RESULT_OVERTAKEN,
    /** Too many results waited. */
    RESULT_EVICTED
  }

  private record Place(long epoch, long sequence) implements Comparable<Place> {
    static Place of(FrameId frame) {
      return new Place(frame.epoch(), frame.sequence());
    }

    @Override
    public int compareTo(Place other) {
      int byEpoch = Long.compare(epoch, other.epoch);
      return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }
  }

  private record Waiting(FrameCaptured picture, Instant since) {}

  private final FeedLimits limits;
  private final Consumer<Drop> drops;
  private final NavigableMap<Place, Waiting> pictures = new TreeMap<>();
  private final NavigableMap<Place, FrameResult> results = new TreeMap<>();
  private long pictureBytes;
  private Place shown = new Place(-1, -1);
  private Instant lastResult = Instant.EPOCH;

  FrameJoiner(FeedLimits limits, Consumer<Drop> drops) {
    this.limits = limits;
    this.drops = drops;
  }

  /** Takes a picture; returns what is to be shown now, oldest first. */
  List<WallFrame> picture(FrameCaptured picture, Instant now) {
    Place place = Place.of(picture.frame());
    if (place.compareTo(shown) <= 0) {
      drops.accept(Drop.PICTURE_TOO_LATE);
      return List.of();
    }
    FrameResult result = results.remove(place);
    if (result != null) {
      return List.of(show(place, picture, result));
    }
    remember(place, new Waiting(picture, now));
    var evicted = new ArrayList<WallFrame>();
    while (pictures.size() > limits.maxPictures() || pictureBytes > limits.maxPictureBytes()) {
      evicted.add(showOldest());
    }
    return evicted;
  }

  /** Takes the result of {@code frame}; returns what is to be shown now. */
  List<WallFrame> result(FrameId frame, FrameResult result, Instant now) {
    lastResult = now;
    Place place = Place.of(frame);
    if (place.compareTo(shown) <= 0) {
      drops.accept(Drop.RESULT_TOO_LATE);
      return List.of();
    }
    Waiting waiting = pictures.get(place);
    if (waiting != null) {
      return List.of(show(place, waiting.picture(), result));
    }
    results.put(place, result);
    if (results.size() > limits.maxResults()) {
      results.pollFirstEntry();
      drops.accept(Drop.RESULT_EVICTED);
    }
    return List.of();
  }

  /** Gives up on results whose pictures have waited long enough; returns those, oldest first. */
  List<WallFrame> expire(Instant now) {
    var due = new ArrayList<WallFrame>();
    boolean resultsCome = lastResult.plus(limits.pictureWait()).isAfter(now);
    Instant latest = now.minus(resultsCome ? limits.lateResultWait() : limits.pictureWait());
    while (!pictures.isEmpty() && !pictures.firstEntry().getValue().since().isAfter(latest)) {
      due.add(showOldest());
    }
    return due;
  }

  int waitingPictures() {
    return pictures.size();
  }

  long waitingPictureBytes() {
    return pictureBytes;
  }

  int waitingResults() {
    return results.size();
  }

  private void remember(Place place, Waiting waiting) {
    Waiting before = pictures.put(place, waiting);
    pictureBytes += size(waiting) - (before == null ? 0 : size(before));
  }

  private WallFrame showOldest() {
    Map.Entry<Place, Waiting> oldest = Objects.requireNonNull(pictures.firstEntry());
    return show(oldest.getKey(), oldest.getValue().picture(), FrameResult.PENDING);
  }

  private WallFrame show(Place place, FrameCaptured picture, FrameResult result) {
    shown = place;
    for (var older = pictures.headMap(place, true).entrySet().iterator(); older.hasNext(); ) {
      var entry = older.next();
      pictureBytes -= size(entry.getValue());
      older.remove();
      if (!entry.getKey().equals(place)) {
        drops.accept(Drop.PICTURE_OVERTAKEN);
      }
    }
    var olderResults = results.headMap(place, true);
    olderResults.keySet().forEach(each -> drops.accept(Drop.RESULT_OVERTAKEN));
    olderResults.clear();
    return new WallFrame(picture, result);
  }

  private static int size(Waiting waiting) {
    return waiting.picture().picture().sizeBytes();
  }
}
