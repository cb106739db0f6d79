package sightline.ingest.publish;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.SkipReason;
import sightline.ingest.publish.Outgoing.Heartbeat;
import sightline.ingest.publish.Outgoing.QueuedFrame;
import sightline.ingest.source.picture.Encoded;

/**
 * What waits to be sent, in order, bounded in frames and in {@value #MAX_HEARTBEATS} heartbeats. A
 * frame that makes way is the oldest, or the newest, which never gets in: so those that wait are
 * always younger than all that is decided, and counts can be said of a frame and all before it.
 *
 * <p>Threading: guarded by its {@link Outbox}.
 */
final class FrameQueue {

  /** Ends of epochs that may wait for the broker. */
  private static final int MAX_HEARTBEATS = 64;

  private final int maxFrames;
  private WhenBehind whenBehind;
  private final Deque<Outgoing> items = new ArrayDeque<>();
  private int frames;

  FrameQueue(int maxFrames, WhenBehind whenBehind) {
    this.maxFrames = maxFrames;
    this.whenBehind = whenBehind;
  }

  /** From now on other frames make way. */
  void makeWay(WhenBehind changed) {
    whenBehind = changed;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  boolean isFull() {
    return frames >= maxFrames;
  }

  /** The item that leaves next; null when there is none. */
  Outgoing peek() {
    return items.peek();
  }

  /** Takes the frame that the ledger's reader has in hand; when full, one makes way. */
  void put(EpochLedger ledger, long sequence, Instant capturedAt, Encoded.Ready encoded) {
    if (isFull() && dropsLatest()) {
      ledger.skip(SkipReason.BEHIND);
      return;
    }
    var id = new FrameId(ledger.camera(), ledger.epoch(), sequence);
    var counts = ledger.ofCamera().atCapture();
    items.add(new QueuedFrame(ledger, id, capturedAt, encoded, counts));
    if (!ledger.handOver()) { // its reader was abandoned meanwhile, and the frame counted
      items.removeLast();
      return;
    }
    frames++;
    if (frames > maxFrames) {
      dropOldest();
    }
  }

  /** Takes the next item; null when there is none. */
  Outgoing poll() {
    Outgoing item = items.poll();
    if (item instanceof QueuedFrame) {
      frames--;
    }
    return item;
  }

  /**
   * Takes another heartbeat. A camera may be tried for days while nothing leaves, so the newest
   * word stands; of too many ends the oldest goes.
   *
   * @return the end that is never said
   */
  Optional<Heartbeat> add(Heartbeat newest) {
    items.removeIf(item -> item instanceof Heartbeat older && isOutdated(older));
    Optional<Heartbeat> unsaid = Optional.empty();
    var ends = items.stream().filter(Heartbeat.class::isInstance).toList();
    if (ends.size() >= MAX_HEARTBEATS) {
      Heartbeat oldest = (Heartbeat) ends.get(0);
      items.remove(oldest);
      oldest.sent().complete(null);
      unsaid = Optional.of(oldest);
    }
    items.add(newest);
    return unsaid;
  }

  /** Drops every frame and keeps the heartbeats. */
  void dropFrames() {
    while (frames > 0) {
      dropOldest();
    }
  }

  /** Counts of the camera as a heartbeat says them: up to the oldest frame that still waits. */
  FrameCounts counts(CameraLedger camera) {
    for (Outgoing item : items) {
      if (item instanceof QueuedFrame oldest) {
        return camera.before(oldest.atCapture());
      }
    }
    return camera.decided();
  }

  private boolean dropsLatest() {
    return whenBehind == WhenBehind.DROP_LATEST || whenBehind == WhenBehind.ADAPTIVE_DROP_LATEST;
  }

  private void dropOldest() {
    var all = items.iterator();
    while (all.hasNext()) {
      if (all.next() instanceof QueuedFrame oldest) {
        all.remove();
        frames--;
        oldest.ledger().ofCamera().drop(SkipReason.BEHIND);
        return;
      }
    }
  }

  private static boolean isOutdated(Heartbeat heartbeat) {
    boolean outdated = heartbeat.isOutdated();
    if (outdated) {
      heartbeat.sent().complete(null);
    }
    return outdated;
  }
}
