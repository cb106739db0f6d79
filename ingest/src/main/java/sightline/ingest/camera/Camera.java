package sightline.ingest.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraStatus.State;
import sightline.ingest.camera.Reader.Outcome;
import sightline.ingest.look.PictureFault;
import sightline.ingest.look.PictureWatch;
import sightline.ingest.pace.Pacing;
import sightline.ingest.publish.CameraLedger;
import sightline.ingest.publish.Outbox;
import sightline.ingest.source.SourceLost;

/**
 * One camera for as long as the service runs: opens it, watches that pictures come, opens it again
 * for ever. Nothing that happens to it reaches another camera.
 *
 * <p>Threading: the supervisor thread {@code ingest-<camera>}, beside the reader's and the
 * outbox's; {@link #close} from any.
 *
 * <p>Ownership: a read that hangs in native code even after it was told to end keeps its thread and
 * memory until it returns; {@code maxAbandonedReaders} bounds how many.
 */
public final class Camera implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Camera.class);
  private static final long TICK_MILLIS = 50;
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(3);

  private final CameraParts parts;
  private final WatchSettings watchSettings;
  private final CameraLedger ledger;
  private final StateBoard board;
  private final Outbox outbox;
  private final PictureWatch pictures;
  private final BackOff backOff;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final List<Reader> abandoned = new ArrayList<>();
  private final Thread supervisor;
  private volatile boolean closing;
  private volatile boolean finished;
  private volatile long movedNanos = System.nanoTime();
  private volatile Reader current;
  private volatile Shape shape;
  private Optional<PictureFault> fault = Optional.empty();
  private long lastEpoch;
  private int failures;
  private boolean broken; // watching itself failed the last time
  private Instant lastHeartbeat = Instant.now();

  private Camera(CameraParts parts) {
    this.parts = parts;
    this.watchSettings = parts.watchSettings();
    this.lastEpoch = parts.lastEpoch();
    this.shape = Shape.of(parts.settings(), parts.rules().maxBytes());
    String name = parts.settings().name();
    this.ledger =
        new CameraLedger(
            name, parts.countsBefore(), reason -> parts.metrics().frameSkipped(name, reason));
    this.board = new StateBoard(parts, ledger);
    this.pictures =
        new PictureWatch(watchSettings.looks(), !parts.settings().location().isFinite());
    this.backOff =
        new BackOff(
            watchSettings.retryMin(), watchSettings.retryMax(), RandomGenerator.getDefault());
    this.outbox = new Outbox(parts.outboxSettings(), parts.sink(), parts.lead(), new Counted());
    this.supervisor = new Thread(this::supervise, "ingest-" + name);
    supervisor.setDaemon(true);
  }

  public static Camera start(CameraParts parts) {
    var camera = new Camera(parts);
    camera.supervisor.start();
    return camera;
  }

  /**
   * Completes when footage that ends has ended and the broker has all of it; fails with {@link
   * SourceLost} when it could not be read to its end. Never completes for a camera.
   */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  public boolean isFinite() {
    return parts.settings().isFinite();
  }

  public CameraProgress progress() {
    Reader reader = current;
    return new CameraProgress(board.status(), reader == null ? -1 : reader.expectedFrames());
  }

  /** Whether whoever watches it has done something lately, or has nothing left to do. */
  public boolean isMoving() {
    long still = System.nanoTime() - movedNanos;
    return finished || still <= watchSettings.stuckAfter().toNanos();
  }

  public String name() {
    return parts.settings().name();
  }

  /**
   * Lets other rate, size, quality and policy hold from the next frame on; the rest of {@code
   * changed} is as before.
   *
   * @param passedOver what of the change does not hold and why, for the operator; empty for nothing
   */
  public void change(CameraSettings changed, String passedOver) {
    outbox.follow(changed.policy());
    shape = Shape.of(changed, parts.rules().maxBytes());
    board.note(passedOver);
  }

  /** Begins to end without waiting for it, so that many cameras end at once. */
  public void stop() {
    closing = true;
    wake();
    outbox.discard();
    Reader reader = current;
    if (reader != null) {
      reader.stop();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      supervisor.join(watchSettings.stopGrace().plus(DRAIN_PATIENCE).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    outbox.close(DRAIN_PATIENCE);
    board.stop();
  }

  private void supervise() {
    try {
      boolean again = true;
      while (again && !closing) {
        again = readSafely();
      }
      finished = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As {@link #readOnce}; whatever goes wrong is survived, and the camera is not called live. */
  private boolean readSafely() throws InterruptedException {
    try {
      boolean again = readOnce();
      broken = false;
      return again;
    } catch (RuntimeException | Error e) {
      return survive(e);
    }
  }

  private boolean survive(Throwable problem) throws InterruptedException {
    String why = "watching failed with " + problem.getClass().getSimpleName();
    Duration pause = backOff.longest();
    try {
      giveUpReader();
      board.set(State.OFFLINE, why, Instant.now().plus(pause));
    } catch (RuntimeException | Error again) {
      problem.addSuppressed(again); // the state is set; that it could not be published is no news
    }
    if (!broken) { // without its message, which may hold a URL
      LOG.error("camera {}: {} at {}", parts.settings().name(), why, problem.getStackTrace());
    }
    broken = true;
    if (isFinite()) {
      ended.completeExceptionally(new SourceLost(SourceLost.Cause.BROKEN, why));
      return false;
    }
    idle(pause);
    return !closing;
  }

  private void giveUpReader() {
    Reader reader = current;
    if (reader != null && !reader.isDone() && !abandoned.contains(reader)) {
      reader.stop();
      reader.abandon();
      abandoned.add(reader);
    }
  }

  /** One opening and what follows from how it went; false when it was the last one. */
  private boolean readOnce() throws InterruptedException {
    awaitAbandoned();
    Reader reader = openReader();
    boolean endedByItself = watch(reader);
    boolean sawPictures = reader.watch().pictures() > 0;
    failures = sawPictures ? 0 : failures;
    CompletableFuture<Void> sent = outbox.end(reader.ledger());
    if (closing) {
      return false;
    }
    Outcome outcome = endedByItself ? reader.outcome() : stuck();
    if (outcome instanceof Outcome.Lost lost) {
      return recover(lost);
    }
    if (parts.settings().pacing() == Pacing.LOOP && sawPictures) {
      return true;
    }
    return finish(sent);
  }

  private Reader openReader() {
    lastEpoch = Math.max(System.currentTimeMillis(), lastEpoch + 1);
    var reader = new Reader(parts, ledger.startEpoch(lastEpoch), outbox, pictures, () -> shape);
    board.startEpoch(lastEpoch);
    board.publish();
    parts.metrics().cameraOpened(parts.settings().name());
    current = reader;
    reader.start();
    if (closing) {
      reader.stop();
    }
    return reader;
  }

  /** Watches an opening to its end; false when it had to be ended. */
  private boolean watch(Reader reader) throws InterruptedException {
    while (!reader.awaitDone(TICK_MILLIS)) {
      movedNanos = System.nanoTime();
      Duration quiet = reader.watch().quiet(System.nanoTime());
      if (closing || quiet.compareTo(watchSettings.readTimeout()) >= 0) {
        endRead(reader);
        return false;
      }
      showState(reader.watch(), quiet);
      tick(reader);
    }
    showState(reader.watch(), reader.watch().quiet(System.nanoTime()));
    return true;
  }

  private void endRead(Reader reader) throws InterruptedException {
    reader.stop();
    if (!reader.awaitDone(watchSettings.stopGrace().toMillis())) {
      reader.abandon();
      abandoned.add(reader);
      parts.metrics().readersAbandoned(parts.settings().name(), abandoned.size());
    }
  }

  private void showState(ReadWatch watch, Duration quiet) {
    boolean isQuiet = quiet.compareTo(watchSettings.staleAfter()) >= 0;
    if (watch.pictures() > 0) {
      showFault(isQuiet ? Optional.empty() : pictures.fault());
    }
    if (watch.isOpened() && isQuiet) {
      board.set(State.STALE, "no picture for longer than " + watchSettings.staleAfter());
    } else if (watch.pictures() > 0 && fault.isPresent()) {
      board.set(State.STALE, fault.get().describe(watchSettings.looks()));
    } else if (watch.pictures() > 0) {
      board.set(State.LIVE, "");
    }
  }

  private void showFault(Optional<PictureFault> now) {
    if (!now.equals(fault)) {
      fault.ifPresent(over -> parts.metrics().pictureFault(parts.settings().name(), over, false));
      now.ifPresent(begun -> parts.metrics().pictureFault(parts.settings().name(), begun, true));
      fault = now;
    }
  }

  private void tick(Reader reader) {
    movedNanos = System.nanoTime();
    board.publishIfDue(watchSettings.statusEvery());
    Instant now = Instant.now();
    if (reader != null && !now.isBefore(lastHeartbeat.plus(watchSettings.heartbeatEvery()))) {
      lastHeartbeat = now;
      outbox.heartbeat(reader.ledger());
    }
  }

  private Outcome.Lost stuck() {
    return new Outcome.Lost(
        SourceLost.Cause.BROKEN,
        "no picture from %s for %s, the read was ended"
            .formatted(parts.settings().location(), watchSettings.readTimeout()));
  }

  /** Waits for the next attempt; false when there is none. */
  private boolean recover(Outcome.Lost lost) throws InterruptedException {
    failures++;
    showFault(Optional.empty());
    if (isFinite()) {
      board.set(State.OFFLINE, lost.why());
      ended.completeExceptionally(new SourceLost(lost.cause(), lost.why()));
      return false;
    }
    boolean refused = lost.cause() == SourceLost.Cause.CREDENTIALS;
    Duration pause = refused ? backOff.longest() : backOff.pause(failures);
    State state = State.RECONNECTING;
    if (refused) {
      state = State.AUTH_FAILED;
    } else if (failures >= watchSettings.offlineAfter()) {
      state = State.OFFLINE;
    }
    board.set(state, lost.why(), Instant.now().plus(pause));
    return pause(pause);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // ended carries the outcome
  private boolean finish(CompletableFuture<Void> sent) {
    board.set(State.ENDED, "");
    sent.thenRun(
            () -> {
              board.publish();
              ended.complete(null);
            })
        .exceptionally(
            problem -> {
              ended.completeExceptionally(problem);
              return null;
            });
    return false;
  }

  private boolean pause(Duration pause) throws InterruptedException {
    long end = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); !closing && left > 0; left = end - System.nanoTime()) {
      idle(Duration.ofNanos(Math.min(left, TICK_MILLIS * 1_000_000)));
      tick(current);
    }
    return !closing;
  }

  /** Waits, without saying anything, until the time is over or the camera is stopped. */
  private synchronized void idle(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); !closing && left > 0; left = end - System.nanoTime()) {
      movedNanos = System.nanoTime();
      long slice = Math.min(left, TICK_MILLIS * 1_000_000);
      wait(slice / 1_000_000, (int) (slice % 1_000_000));
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Too many reads hang in native code: nothing is opened before one of them returns. */
  private void awaitAbandoned() throws InterruptedException {
    abandoned.removeIf(Reader::isDone);
    while (!closing && abandoned.size() >= watchSettings.maxAbandonedReaders()) {
      board.set(
          State.OFFLINE,
          abandoned.size() + " reads hang in native code; waiting for one to return");
      pause(watchSettings.retryMin());
      abandoned.removeIf(Reader::isDone);
    }
    parts.metrics().readersAbandoned(parts.settings().name(), abandoned.size());
  }

  private final class Counted implements Outbox.Listener {

    @Override
    public void published(int bytes) {
      parts.metrics().framePublished(parts.settings().name(), bytes);
    }

    @Override
    public void endUnsaid() {
      parts.metrics().endUnsaid(parts.settings().name());
    }
  }
}
