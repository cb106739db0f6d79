package sightline.ingest.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.ingest.publish.FrameSink;

/** Keeps what is sent and acknowledges at once; a test waits for what it expects. */
public final class RecordingSink implements FrameSink {

  private static final Duration PATIENCE = Duration.ofSeconds(30); // only bounds a test that hangs

  private final List<FrameCaptured> frames = new ArrayList<>();
  private final List<CameraHeartbeat> heartbeats = new ArrayList<>();
  private final List<CameraStatus> statuses = new ArrayList<>();
  private final List<Receipt> withheld = new ArrayList<>();
  private boolean withholding;
  private boolean refusing;
  private long offset;

  @Override
  public void send(FrameCaptured frame, int partition, Receipt receipt) {
    synchronized (this) {
      if (refusing) {
        refusing = false;
        throw new IllegalArgumentException("refused");
      }
      frames.add(frame);
      notifyAll();
      if (withholding) {
        withheld.add(receipt);
        return;
      }
    }
    receipt.acknowledged(nextOffset());
  }

  @Override
  public void send(CameraHeartbeat heartbeat, int partition, Receipt receipt) {
    synchronized (this) {
      heartbeats.add(heartbeat);
      notifyAll();
    }
    receipt.acknowledged(nextOffset());
  }

  @Override
  public synchronized void send(CameraStatus status) {
    statuses.add(status);
    notifyAll();
  }

  /** From now on frames are not acknowledged. */
  public synchronized void withhold() {
    withholding = true;
  }

  /** Throws when the next frame comes. */
  public synchronized void refuseNext() {
    refusing = true;
  }

  /** The oldest frame that was not acknowledged fails. */
  public void failOldest() {
    Receipt oldest;
    synchronized (this) {
      oldest = withheld.remove(0);
    }
    oldest.failed("no leader");
  }

  /** Acknowledges everything, now and from now on. */
  public void acknowledgeAll() {
    List<Receipt> due;
    synchronized (this) {
      withholding = false;
      due = List.copyOf(withheld);
      withheld.clear();
    }
    due.forEach(receipt -> receipt.acknowledged(nextOffset()));
  }

  public synchronized List<FrameCaptured> frames() {
    return List.copyOf(frames);
  }

  public synchronized List<CameraHeartbeat> heartbeats() {
    return List.copyOf(heartbeats);
  }

  public synchronized List<CameraStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** States in the order in which the camera was in them, each once in a row. */
  public synchronized List<CameraStatus.State> states() {
    List<CameraStatus.State> states = new ArrayList<>();
    for (CameraStatus status : statuses) {
      if (states.isEmpty() || states.get(states.size() - 1) != status.state()) {
        states.add(status.state());
      }
    }
    return states;
  }

  /** Waits until the sink holds what is expected. */
  public synchronized void await(Predicate<RecordingSink> expected) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!expected.test(this)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "not seen in %s; states %s, %d frames".formatted(PATIENCE, states(), frames.size()));
      }
      wait(left);
    }
  }

  /** Waits until the camera was in this state at least once. */
  public void awaitSeen(CameraStatus.State state) throws InterruptedException {
    await(sink -> sink.states().contains(state));
  }

  /** Waits until the newest state is this one. */
  public void awaitState(CameraStatus.State state) throws InterruptedException {
    await(
        sink -> {
          var states = sink.states();
          return !states.isEmpty() && states.get(states.size() - 1) == state;
        });
  }

  /** Waits for so many more frames than there are now. */
  public void awaitMoreFrames(int count) throws InterruptedException {
    int now = frames().size();
    await(sink -> sink.frames.size() >= now + count);
  }

  private synchronized long nextOffset() {
    return offset++;
  }
}
