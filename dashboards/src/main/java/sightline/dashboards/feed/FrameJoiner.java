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
 * <p>What comes out only moves forward: by epoch, then by sequence. A picture leaves as soon as the
 * results of all slots that look at this camera are there; with those that are there when it has
 * waited long enough, or when the memory is full. Long enough is longer while the results that are
 * missing still come for other pictures: then the model is only slow, and boxes a little later say
 * more than none. Whatever is older than the frame that left is forgotten and counted.
 *
 * <p>The slots are those that sent a result, until a picture waited for one in vain. A slot that
 * has answered a newer picture passed over the older ones: they do not wait for it.
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
    RESULT_EVICTED,
    /** The camera has as many slots as it may have. */
    RESULT_OF_TOO_MANY_SLOTS
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

  /** The newest frame that a slot has answered, and when its last answer came. */
  private record Slot(Place newest, Instant lastResult) {}

  /** Named by a rejection that came before any slot looked: nothing else will come. */
  private static final String NO_SLOT = "";

  private final FeedLimits limits;
  private final Consumer<Drop> drops;
  private final NavigableMap<Place, Waiting> pictures = new TreeMap<>();
  private final NavigableMap<Place, NavigableMap<String, FrameResult>> results = new TreeMap<>();
  private final Map<String, Slot> slots = new TreeMap<>();
  private long pictureBytes;
  private int resultCount;
  private long resultBytes;
  private Place shown = new Place(-1, -1);

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
    remember(place, new Waiting(picture, now));
    List<WallFrame> ready = showComplete();
    while (pictures.size() > limits.maxPictures() || pictureBytes > limits.maxPictureBytes()) {
      ready.add(showOldest());
    }
    return ready;
  }

  /** Takes the result of a slot for {@code frame}; returns what is to be shown now. */
  List<WallFrame> result(FrameId frame, FrameResult result, Instant now) {
    Place place = Place.of(frame);
    String slot = result.slot();
    if (!slot.equals(NO_SLOT) && !isKnown(slot, place, now)) {
      drops.accept(Drop.RESULT_OF_TOO_MANY_SLOTS);
      return List.of();
    }
    if (place.compareTo(shown) <= 0) {
      drops.accept(Drop.RESULT_TOO_LATE);
      return showComplete();
    }
    FrameResult before =
        results.computeIfAbsent(place, ignored -> new TreeMap<>()).put(slot, result);
    resultCount += before == null ? 1 : 0;
    resultBytes += result.sizeBytes() - (before == null ? 0 : before.sizeBytes());
    List<WallFrame> ready = showComplete();
    while (resultCount > limits.maxResults() || resultBytes > limits.maxResultBytes()) {
      forget(results.firstKey(), Drop.RESULT_EVICTED);
    }
    return ready;
  }

  /** Remembers that a slot answered; false when the camera has too many of them. */
  private boolean isKnown(String slot, Place place, Instant now) {
    Slot known = slots.get(slot);
    if (known == null && slots.size() >= limits.maxSlots()) {
      return false;
    }
    slots.put(slot, new Slot(known == null ? place : later(known.newest(), place), now));
    return true;
  }

  /** Gives up on results whose pictures have waited long enough; returns those, oldest first. */
  List<WallFrame> expire(Instant now) {
    var due = new ArrayList<WallFrame>();
    while (!pictures.isEmpty()) {
      Map.Entry<Place, Waiting> oldest = Objects.requireNonNull(pictures.firstEntry());
      List<String> missing = missing(oldest.getKey());
      boolean resultsCome = missing.stream().anyMatch(slot -> comes(slot, now));
      Instant latest = now.minus(resultsCome ? limits.lateResultWait() : limits.pictureWait());
      if (oldest.getValue().since().isAfter(latest)) {
        return due;
      }
      missing.stream().filter(slot -> !comes(slot, now)).forEach(slots::remove);
      due.add(showOldest());
      due.addAll(showComplete());
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
    return resultCount;
  }

  long waitingResultBytes() {
    return resultBytes;
  }

  private boolean comes(String slot, Instant now) {
    Slot known = slots.get(slot);
    return known != null && known.lastResult().plus(limits.pictureWait()).isAfter(now);
  }

  /** Slots that may still answer the picture at {@code place}. */
  private List<String> missing(Place place) {
    Map<String, FrameResult> found = results.getOrDefault(place, new TreeMap<>());
    return slots.entrySet().stream()
        .filter(slot -> !found.containsKey(NO_SLOT) && !found.containsKey(slot.getKey()))
        .filter(slot -> slot.getValue().newest().compareTo(place) < 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private List<WallFrame> showComplete() {
    var complete = new ArrayList<WallFrame>();
    for (Place place : List.copyOf(results.keySet())) {
      if (pictures.containsKey(place) && missing(place).isEmpty()) {
        complete.add(show(place));
      }
    }
    return complete;
  }

  private void remember(Place place, Waiting waiting) {
    Waiting before = pictures.put(place, waiting);
    pictureBytes += size(waiting) - (before == null ? 0 : size(before));
  }

  private WallFrame showOldest() {
    return show(pictures.firstKey());
  }

  private WallFrame show(Place place) {
    FrameCaptured picture = Objects.requireNonNull(pictures.get(place)).picture();
    Map<String, FrameResult> found = results.getOrDefault(place, new TreeMap<>());
    uncount(found);
    results.remove(place);
    shown = place;
    for (var older = pictures.headMap(place, true).entrySet().iterator(); older.hasNext(); ) {
      var entry = older.next();
      pictureBytes -= size(entry.getValue());
      older.remove();
      if (!entry.getKey().equals(place)) {
        drops.accept(Drop.PICTURE_OVERTAKEN);
      }
    }
    List.copyOf(results.headMap(place).keySet())
        .forEach(older -> forget(older, Drop.RESULT_OVERTAKEN));
    return new WallFrame(picture, List.copyOf(found.values()));
  }

  private void forget(Place place, Drop why) {
    Map<String, FrameResult> forgotten = results.remove(place);
    uncount(forgotten);
    forgotten.values().forEach(each -> drops.accept(why));
  }

  private void uncount(Map<String, FrameResult> gone) {
    resultCount -= gone.size();
    gone.values().forEach(each -> resultBytes -= each.sizeBytes());
  }

  private static Place later(Place left, Place right) {
    return left.compareTo(right) >= 0 ? left : right;
  }

  private static int size(Waiting waiting) {
    return waiting.picture().picture().sizeBytes();
  }
}
