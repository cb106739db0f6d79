package sightline.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.SkipReason;
import sightline.ingest.source.picture.Encoded;

/**
 * The bounded way of one camera's frames to the broker. When it is full, a live camera loses its
 * oldest frame and a camera that waits is held up; no other camera notices, because the producer's
 * memory is the sum of what all outboxes may have unacknowledged.
 *
 * <p>Threading: the reader puts, the thread {@code ingest-<camera>-send} sends, the producer's
 * thread acknowledges.
 */
public final class Outbox implements AutoCloseable {

  /** Hears what became of frames, for the metrics. */
  public interface Listener {
    void published(int bytes);

    void skipped(SkipReason reason);
  }

  private sealed interface Item {
    EpochLedger ledger();
  }

  private record QueuedFrame(
      EpochLedger ledger,
      FrameId id,
      Instant capturedAt,
      Encoded.Ready encoded,
      FrameCounts atCapture)
      implements Item {

    int sizeBytes() {
      return encoded.picture().sizeBytes();
    }
  }

  private record Heartbeat(EpochLedger ledger, boolean ended, CompletableFuture<Void> sent)
      implements Item {

    /** Whether nothing is lost when a newer one is sent instead: no frame, no counts. */
    boolean isOutdated() {
      boolean empty = !ended || ledger.counts().captured() == 0;
      if (empty) {
        sent.complete(null);
      }
      return empty;
    }
  }

  private final OutboxSettings settings;
  private final FrameSink sink;
  private final Lead lead;
  private final Listener listener;
  private final Thread sender;
  private final Deque<Item> queue = new ArrayDeque<>();
  private int queuedFrames;
  private int unacknowledged;
  private long unacknowledgedBytes;
  private boolean discarding;
  private boolean finished;

  public Outbox(OutboxSettings settings, FrameSink sink, Lead lead, Listener listener) {
    this.settings = settings;
    this.sink = sink;
    this.lead = lead;
    this.listener = listener;
    this.sender = new Thread(this::sendAll, "ingest-" + settings.camera() + "-send");
    sender.setDaemon(true);
    sender.start();
  }

  /**
   * Takes the newest frame of the ledger's epoch. Blocks while full when the camera waits, makes
   * room by dropping the oldest frame when it is live.
   *
   * @param sequence of the frame
   */
  public synchronized void put(
      EpochLedger ledger, long sequence, Instant capturedAt, Encoded.Ready encoded)
      throws InterruptedException {
    while (settings.waits() && isFull() && !discarding) {
      wait();
    }
    if (discarding) {
      drop(ledger, SkipReason.BEHIND);
      return;
    }
    if (isFull()) {
      dropOldest();
    }
    var id = new FrameId(ledger.camera(), ledger.epoch(), sequence);
    queue.add(new QueuedFrame(ledger, id, capturedAt, encoded, ledger.atCapture()));
    queuedFrames++;
    notifyAll();
  }

  /** Says that the camera is being read although no frame came. */
  public synchronized void heartbeat(EpochLedger ledger) {
    add(new Heartbeat(ledger, false, new CompletableFuture<>()));
  }

  /**
   * Says that no frame of the epoch follows, once all of them are acknowledged.
   *
   * @return completes when that, too, is acknowledged or given up
   */
  public synchronized CompletableFuture<Void> end(EpochLedger ledger) {
    var sent = new CompletableFuture<Void>();
    add(new Heartbeat(ledger, true, sent));
    return sent;
  }

  /** From now on frames are dropped, queued ones too, and nobody is held up. */
  public synchronized void discard() {
    discarding = true;
    var kept = new ArrayDeque<Item>();
    for (Item item : queue) {
      if (item instanceof QueuedFrame) {
        drop(item.ledger(), SkipReason.BEHIND);
      } else {
        kept.add(item);
      }
    }
    queue.clear();
    queue.addAll(kept);
    queuedFrames = 0;
    notifyAll();
  }

  /** Sends what is left, as far as {@code patience} goes. */
  public void close(Duration patience) {
    synchronized (this) {
      finished = true;
      notifyAll();
    }
    try {
      sender.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.interrupt();
  }

  @Override
  public void close() {
    discard();
    close(Duration.ofSeconds(1));
  }

  private void sendAll() {
    try {
      for (Item item = take(); item != null; item = take()) {
        if (item instanceof QueuedFrame frame) {
          send(frame);
        } else if (item instanceof Heartbeat heartbeat) {
          send(heartbeat);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A frame stays in the queue, where it can be dropped, until there is room for its bytes. */
  private synchronized Item take() throws InterruptedException {
    while (!isNextReady()) {
      if (queue.isEmpty() && finished) {
        return null;
      }
      wait();
    }
    Item item = queue.poll();
    if (item instanceof QueuedFrame frame) {
      queuedFrames--;
      unacknowledged++;
      unacknowledgedBytes += frame.sizeBytes();
      notifyAll();
    }
    return item;
  }

  private boolean isNextReady() {
    Item next = queue.peek();
    if (next instanceof QueuedFrame frame) {
      return unacknowledged == 0
          || unacknowledgedBytes + frame.sizeBytes() <= settings.maxUnacknowledgedBytes();
    }
    return next != null;
  }

  private void send(QueuedFrame queued) throws InterruptedException {
    int bytes = queued.sizeBytes();
    if (settings.waits()
        && !lead.awaitRoom(settings.partition(), othersInFlight(), this::isDiscarding)) {
      release(bytes);
      drop(queued.ledger, SkipReason.BEHIND);
      return;
    }
    sink.send(
        new FrameCaptured(
            queued.id,
            queued.capturedAt,
            queued.encoded.size(),
            queued.encoded.picture(),
            queued.ledger.publish(queued.atCapture),
            settings.deadline()),
        settings.partition(),
        receipt(queued.ledger, bytes));
  }

  private FrameSink.Receipt receipt(EpochLedger ledger, int bytes) {
    return new FrameSink.Receipt() {
      @Override
      public void acknowledged(long offset) {
        lead.published(settings.partition(), offset);
        listener.published(bytes);
        release(bytes);
      }

      @Override
      public void failed(String why) {
        ledger.failPublished();
        listener.skipped(SkipReason.PUBLISH_FAILED);
        release(bytes);
      }
    };
  }

  private void send(Heartbeat heartbeat) throws InterruptedException {
    if (heartbeat.ended) {
      awaitAcknowledged();
    }
    var ledger = heartbeat.ledger;
    var event =
        new CameraHeartbeat(
            ledger.camera(), ledger.epoch(), Instant.now(), ledger.counts(), heartbeat.ended);
    sink.send(
        event,
        settings.partition(),
        new FrameSink.Receipt() {
          @Override
          public void acknowledged(long offset) {
            heartbeat.sent.complete(null);
          }

          @Override
          public void failed(String why) {
            heartbeat.sent.complete(null);
          }
        });
  }

  private synchronized void release(int bytes) {
    unacknowledgedBytes -= bytes;
    unacknowledged--;
    notifyAll();
  }

  private synchronized void awaitAcknowledged() throws InterruptedException {
    while (unacknowledged > 0) {
      wait();
    }
  }

  private synchronized int othersInFlight() {
    return unacknowledged - 1;
  }

  private synchronized boolean isDiscarding() {
    return discarding;
  }

  /** A camera may be tried for days while the sender is held up, so the newest word stands. */
  private void add(Heartbeat newest) {
    queue.removeIf(item -> item instanceof Heartbeat older && older.isOutdated());
    queue.add(newest);
    notifyAll();
  }

  private boolean isFull() {
    return queuedFrames >= settings.maxQueuedFrames();
  }

  private void dropOldest() {
    var items = queue.iterator();
    while (items.hasNext()) {
      if (items.next() instanceof QueuedFrame oldest) {
        items.remove();
        queuedFrames--;
        drop(oldest.ledger, SkipReason.BEHIND);
        return;
      }
    }
  }

  private void drop(EpochLedger ledger, SkipReason reason) {
    ledger.drop(reason);
    listener.skipped(reason);
  }
}
