package sightline.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.ingest.publish.Outgoing.Heartbeat;
import sightline.ingest.publish.Outgoing.QueuedFrame;
import sightline.ingest.source.picture.Encoded;

/**
 * The way of one camera's frames to the broker, bounded in frames, in bytes and in heartbeats. When
 * it is full of frames, a camera that waits is held up; of any other the oldest frame goes, or the
 * newest, as its policy says. No other camera notices, because the producer's memory is the sum of
 * what all outboxes may have unacknowledged.
 *
 * <p>Threading: the reader puts, the thread {@code ingest-<camera>-send} sends, the producer's
 * thread acknowledges. What cannot be sent is given up, the thread goes on.
 */
public final class Outbox implements AutoCloseable {

  /**
   * Hears what became of frames, for the metrics; what is skipped the {@link CameraLedger} says.
   */
  public interface Listener {
    void published(int bytes);

    /** The end of an epoch was never said, because the broker was away for too long. */
    void endUnsaid();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** A frame that left the queue and is counted as published. */
  private record Leaving(QueuedFrame frame, FrameCounts counts, Receipt receipt)
      implements Outgoing {

    @Override
    public EpochLedger ledger() {
      return frame.ledger();
    }
  }

  private final OutboxSettings settings;
  private final FrameSink sink;
  private final Lead lead;
  private final Listener listener;
  private final Thread sender;
  private final FrameQueue queue;
  private volatile QueuePolicy policy;
  private int unacknowledged;
  private long unacknowledgedBytes;
  private boolean readerWaits;
  private boolean endWaits;
  private boolean discarding;
  private boolean finished;
  private boolean broken; // the last record could not be sent; the sender's own

  public Outbox(OutboxSettings settings, FrameSink sink, Lead lead, Listener listener) {
    this.settings = settings;
    this.sink = sink;
    this.lead = lead;
    this.listener = listener;
    this.policy = settings.policy();
    this.queue = new FrameQueue(settings.maxQueuedFrames(), settings.policy().whenBehind());
    this.sender = new Thread(this::sendAll, "ingest-" + settings.camera() + "-send");
    sender.setDaemon(true);
    sender.start();
  }

  /** Sends what leaves from now on with another policy; whether the camera waits stays. */
  public synchronized void follow(QueuePolicy changed) {
    if (changed.waits() != settings.waits()) {
      throw new IllegalStateException(
          "policy of camera %s is %s, expected one that waits as before: its partition would not fit"
              .formatted(settings.camera(), changed));
    }
    policy = changed;
    queue.makeWay(changed.whenBehind());
  }

  /**
   * Takes the frame that the reader of the ledger's epoch has in hand. Blocks while full when the
   * camera waits.
   *
   * @param sequence of the frame
   */
  public synchronized void put(
      EpochLedger ledger, long sequence, Instant capturedAt, Encoded.Ready encoded)
      throws InterruptedException {
    readerWaits = true;
    while (settings.waits() && queue.isFull() && !discarding) {
      wait();
    }
    readerWaits = false;
    if (discarding) {
      ledger.skip(SkipReason.BEHIND);
      return;
    }
    queue.put(ledger, sequence, capturedAt, encoded);
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
    queue.dropFrames();
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
    boolean more = true;
    while (more) {
      try {
        more = sendNext();
        broken = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        more = false;
      } catch (RuntimeException | Error e) {
        noteBroken(e);
      }
    }
  }

  /** False when nothing will follow. What fails half-way is given up, and what it held is free. */
  private boolean sendNext() throws InterruptedException {
    Outgoing item = take();
    if (item == null) {
      return false;
    }
    boolean sent = false;
    try {
      if (item instanceof Leaving leaving) {
        send(leaving);
      } else if (item instanceof Heartbeat heartbeat) {
        send(heartbeat);
      }
      sent = true;
    } finally {
      if (!sent) {
        giveUp(item);
      }
    }
    return true;
  }

  private static void giveUp(Outgoing item) {
    if (item instanceof Leaving leaving) {
      leaving.receipt.giveUp(SkipReason.PUBLISH_FAILED);
    } else if (item instanceof Heartbeat heartbeat) {
      heartbeat.sent().complete(null);
    }
  }

  private void noteBroken(Throwable problem) {
    if (!broken) {
      LOG.error("camera {}: a record could not be sent", settings.camera(), problem);
    }
    broken = true;
  }

  /**
   * The next item, a frame with its counts. A frame stays in the queue, where it can be dropped,
   * until there is room for its bytes; what is dropped later is not in its counts.
   */
  private synchronized Outgoing take() throws InterruptedException {
    while (!isNextReady()) {
      if (queue.isEmpty() && finished) {
        return null;
      }
      wait();
    }
    Outgoing item = queue.poll();
    if (!(item instanceof QueuedFrame frame)) {
      return item;
    }
    unacknowledged++;
    unacknowledgedBytes += frame.sizeBytes();
    if (readerWaits) {
      notifyAll();
    }
    CameraLedger camera = frame.ledger().ofCamera();
    return new Leaving(
        frame, camera.publish(frame.atCapture()), new Receipt(camera, frame.sizeBytes()));
  }

  private boolean isNextReady() {
    Outgoing next = queue.peek();
    if (next instanceof QueuedFrame frame) {
      return unacknowledged == 0
          || unacknowledgedBytes + frame.sizeBytes() <= settings.maxUnacknowledgedBytes();
    }
    return next != null;
  }

  private void send(Leaving leaving) throws InterruptedException {
    if (settings.waits()
        && !lead.awaitRoom(settings.partition(), othersInFlight(), this::isDiscarding)) {
      leaving.receipt.giveUp(SkipReason.BEHIND);
      return;
    }
    QueuedFrame frame = leaving.frame;
    sink.send(
        new FrameCaptured(
            frame.id(),
            frame.capturedAt(),
            frame.encoded().size(),
            frame.encoded().picture(),
            leaving.counts,
            policy),
        settings.partition(),
        leaving.receipt);
  }

  /** What becomes of one frame, once, whoever says it first. */
  private final class Receipt implements FrameSink.Receipt {

    private final CameraLedger camera;
    private final int bytes;
    private final AtomicBoolean heard = new AtomicBoolean();

    private Receipt(CameraLedger camera, int bytes) {
      this.camera = camera;
      this.bytes = bytes;
    }

    @Override
    public void acknowledged(long offset) {
      if (heard.compareAndSet(false, true)) {
        try {
          lead.published(settings.partition(), offset, bytes);
          listener.published(bytes);
        } finally {
          release(bytes);
        }
      }
    }

    @Override
    public void failed(String why) {
      giveUp(SkipReason.PUBLISH_FAILED);
    }

    private void giveUp(SkipReason reason) {
      if (heard.compareAndSet(false, true)) {
        try {
          camera.retract(reason);
        } finally {
          release(bytes);
        }
      }
    }
  }

  private void send(Heartbeat heartbeat) throws InterruptedException {
    if (heartbeat.ended()) {
      awaitAcknowledged();
    }
    var ledger = heartbeat.ledger();
    var event =
        new CameraHeartbeat(
            ledger.camera(),
            ledger.epoch(),
            Instant.now(),
            countsBeforeQueue(ledger.ofCamera()),
            heartbeat.ended());
    sink.send(
        event,
        settings.partition(),
        new FrameSink.Receipt() {
          @Override
          public void acknowledged(long offset) {
            heartbeat.sent().complete(null);
          }

          @Override
          public void failed(String why) {
            heartbeat.sent().complete(null);
          }
        });
  }

  /** An acknowledgment wakes the sender only where it waits for one. */
  private synchronized void release(int bytes) {
    unacknowledgedBytes -= bytes;
    unacknowledged--;
    if (endWaits || !queue.isEmpty()) {
      notifyAll();
    }
  }

  private synchronized void awaitAcknowledged() throws InterruptedException {
    endWaits = true;
    try {
      while (unacknowledged > 0) {
        wait();
      }
    } finally {
      endWaits = false;
    }
  }

  private synchronized FrameCounts countsBeforeQueue(CameraLedger camera) {
    return queue.counts(camera);
  }

  private synchronized int othersInFlight() {
    return unacknowledged - 1;
  }

  private synchronized boolean isDiscarding() {
    return discarding;
  }

  private void add(Heartbeat newest) {
    queue.add(newest).ifPresent(unsaid -> listener.endUnsaid());
    notifyAll();
  }
}
