package sightline.inference.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;

/**
 * A camera and its ingest as they are from outside: frames are left out at capture, wait in a short
 * queue, make way in it, fail at the broker and are known to have failed only later. It writes down
 * what became of each.
 */
final class SimulatedCamera {

  private static final int QUEUE = 4;

  /** A record of the log. */
  sealed interface Written {
    Instant published();

    record OfFrame(FrameCaptured event, Instant published) implements Written {}

    record OfHeartbeat(CameraHeartbeat event, Instant published) implements Written {}

    /** Was a frame, but its headers cannot be read. */
    record Damaged(Instant published) implements Written {}
  }

  /** A frame in the queue, with the counts that travel with it. */
  private record Waiting(FrameId frame, long captured, Map<SkipReason, Long> skipped) {}

  private record Status(
      long published, Map<SkipReason, Long> atCapture, Map<SkipReason, Long> behind) {}

  final List<Written> log = new ArrayList<>();
  final Map<SkipReason, Long> skippedInTruth = new EnumMap<>(SkipReason.class);
  final Map<Long, Long> knownOfEpoch = new TreeMap<>();
  Instant now = Instant.parse("2026-11-22T12:00:10Z");
  long capturedInTruth;
  long failedInTruth;

  private final Random random;
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private Map<SkipReason, Long> atCapture = new EnumMap<>(SkipReason.class);
  private Map<SkipReason, Long> behind = new EnumMap<>(SkipReason.class);
  private Status status = new Status(0, Map.of(), Map.of());
  private long epoch = 7;
  private long sequence;
  private long captured;
  private long published;
  private int unheard; // failures that ingest does not know of yet

  SimulatedCamera(Random random) {
    this.random = random;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void capture() {
    captured++;
    capturedInTruth++;
    long number = sequence++;
    int chance = random.nextInt(10);
    if (chance < 3 && number > 0) {
      leaveOut(atCapture, chance == 0 ? SkipReason.UNREADABLE : SkipReason.PACED);
      return;
    }
    if (queue.size() == QUEUE) {
      queue.remove();
      leaveOut(behind, SkipReason.BEHIND);
    }
    queue.add(new Waiting(new FrameId("gate", epoch, number), captured, Map.copyOf(atCapture)));
  }

  private void leaveOut(Map<SkipReason, Long> counts, SkipReason reason) {
    counts.merge(reason, 1L, Long::sum);
    skippedInTruth.merge(reason, 1L, Long::sum);
  }

  void send() {
    Waiting head = queue.poll();
    if (head == null) {
      return;
    }
    published++;
    int chance = random.nextInt(12);
    if (chance == 0 && head.frame().sequence() > 0) {
      failedInTruth++;
      unheard++;
    } else if (chance == 1 && head.frame().sequence() > 0) {
      log.add(new Written.Damaged(now));
    } else {
      knownOfEpoch.put(epoch, head.frame().sequence() + 1);
      log.add(new Written.OfFrame(event(head), stamp()));
    }
  }

  /** After it, what a crash left open is known. */
  void sendOneForSure() {
    int before = log.size();
    while (log.subList(before, log.size()).stream().noneMatch(Written.OfFrame.class::isInstance)) {
      capture();
      send();
    }
  }

  /** Clocks of producers are not quite even. */
  private Instant stamp() {
    return now.plusSeconds(random.nextInt(5) - 2L);
  }

  private FrameCaptured event(Waiting head) {
    var counts = new FrameCounts(head.captured(), published, sum(head.skipped(), behind));
    return new FrameCaptured(
        head.frame(), now, FrameSize.UNKNOWN, Picture.NONE, counts, QueuePolicy.WAIT);
  }

  void hearOfFailure() {
    if (unheard > 0) {
      unheard--;
      published--;
      behind.merge(SkipReason.PUBLISH_FAILED, 1L, Long::sum);
    }
  }

  void heartbeat(boolean ended) {
    var counts = new FrameCounts(captured, published, sum(atCapture, behind));
    log.add(
        new Written.OfHeartbeat(new CameraHeartbeat("gate", epoch, now, counts, ended), stamp()));
  }

  /** The producer wrote the newest record twice. */
  void repeat() {
    Written last = log.get(log.size() - 1);
    if (last instanceof Written.OfFrame) {
      log.add(last);
    }
  }

  /** The source is opened again after everything of the epoch was said. */
  void reopen() {
    end();
    epoch++;
    sequence = 0;
  }

  void end() {
    while (!queue.isEmpty()) {
      send();
    }
    while (unheard > 0) {
      hearOfFailure();
    }
    heartbeat(true);
  }

  /** What ingest would know after a crash. */
  void saveStatus() {
    status = new Status(published, Map.copyOf(atCapture), Map.copyOf(behind));
  }

  /** Ingest dies with everything in its memory, and goes on from the newest status. */
  void crash() {
    queue.clear();
    unheard = 0;
    published = status.published();
    atCapture = mutable(status.atCapture());
    behind = mutable(status.behind());
    captured = published + Sums.of(atCapture) + Sums.of(behind);
    epoch++;
    sequence = 0;
  }

  private static Map<SkipReason, Long> mutable(Map<SkipReason, Long> counts) {
    return sum(counts, Map.of());
  }

  private static Map<SkipReason, Long> sum(
      Map<SkipReason, Long> first, Map<SkipReason, Long> second) {
    Map<SkipReason, Long> sum = new EnumMap<>(SkipReason.class);
    sum.putAll(first);
    second.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return sum;
  }
}
