package sightline.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.events.FrameId;
import sightline.events.LogPosition;

/**
 * What was published, and what came of it, frame by frame.
 *
 * <p>Threading: one thread.
 */
final class Account {

  private static final int SHOWN = 5;
  private static final Comparator<FrameId> AGE =
      Comparator.comparingLong(FrameId::epoch).thenComparingLong(FrameId::sequence);

  /** What is to become of a frame, or became of it: where it lies, and what is seen on it. */
  private record Fate(LogPosition source, String outcome) {}

  private record Line(String topic, String camera) {}

  private final Map<FrameId, Fate> published = new LinkedHashMap<>();
  private final Map<FrameId, Integer> found = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private final Map<Line, FrameId> newest = new HashMap<>();
  private final Map<FrameId, LogPosition> secondRecords = new HashMap<>();
  private final List<FrameId> ofSecondRecords = new ArrayList<>();
  private final List<String> disordered = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  /** A frame lies in the log at {@code source}; {@code outcome} says what is to come of it. */
  void published(FrameId frame, LogPosition source, String outcome) {
    published.put(frame, new Fate(source, outcome));
    waiting.merge(frame.camera(), 1, Integer::sum);
  }

  /** The same frame lies in the log once more, at {@code source}; nothing is to come of that. */
  void publishedAgain(FrameId frame, LogPosition source) {
    secondRecords.put(frame, source);
  }

  /** A result or rejection was read from {@code topic}, in the order of its camera there. */
  void found(String topic, FrameId frame, LogPosition source, String outcome) {
    var fate = new Fate(source, outcome);
    Fate expected = published.get(frame);
    if (expected != null && new Fate(secondRecords.get(frame), expected.outcome()).equals(fate)) {
      ofSecondRecords.add(frame);
    } else if (!fate.equals(expected)) {
      wrong.add("%s became %s, expected %s".formatted(frame, fate, expected));
    }
    if (found.merge(frame, 1, Integer::sum) == 1) {
      waiting.merge(frame.camera(), -1, Integer::sum);
      FrameId before = newest.put(new Line(topic, frame.camera()), frame);
      if (before != null && AGE.compare(before, frame) >= 0) {
        disordered.add("%s after %s".formatted(frame, before));
      }
    }
  }

  /** Frames of {@code camera} that nothing has come of yet. */
  int waiting(String camera) {
    return waiting.getOrDefault(camera, 0);
  }

  /** Frames published. */
  int frames() {
    return published.size();
  }

  /** Frames that something has come of. */
  int seen() {
    return found.size();
  }

  List<FrameId> missing() {
    return published.keySet().stream().filter(frame -> !found.containsKey(frame)).toList();
  }

  List<FrameId> repeated() {
    return found.keySet().stream().filter(frame -> found.get(frame) > 1).sorted(AGE).toList();
  }

  /** Fails unless each frame has its one outcome, in the order of its camera. */
  void requireExactlyOnce() {
    boolean once = repeated().isEmpty() && ofSecondRecords.isEmpty();
    require(missing().isEmpty() && once, "each frame once and in order");
  }

  /** Fails unless each frame has its outcome, in order where they are new. */
  void requireAtLeastOnce() {
    require(missing().isEmpty(), "each frame at least once, the first of them in order");
  }

  private void require(boolean complete, String expected) {
    if (!complete || frames() == 0 || !disordered.isEmpty() || !wrong.isEmpty()) {
      throw new AssertionError("expected %s, found of %s".formatted(expected, this));
    }
  }

  /** The figures, and the first few of each kind. */
  @Override
  public String toString() {
    return "%d frames: %s; %s; %s; %s; %s"
        .formatted(
            frames(),
            first("missing", missing()),
            first("repeated", repeated()),
            first("of second records", ofSecondRecords),
            first("out of order", disordered),
            first("wrong", wrong));
  }

  private static String first(String what, List<?> all) {
    String some = all.isEmpty() ? "" : " " + all.subList(0, Math.min(SHOWN, all.size()));
    return all.size() + " " + what + some;
  }
}
