package sightline.ingest.camera;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import sightline.events.CameraStatus;
import sightline.events.Picture;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.look.PictureWatch;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.pace.FrameRate;
import sightline.ingest.pace.Pacing;
import sightline.ingest.pace.Playback;
import sightline.ingest.publish.EpochLedger;
import sightline.ingest.publish.Outbox;
import sightline.ingest.source.Frame;
import sightline.ingest.source.FrameSource;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceLost;
import sightline.ingest.source.StopSignal;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureLook;
import sightline.ingest.source.picture.PictureRules;

/**
 * One opening of a camera, from first to last frame: reads, paces, encodes and hands over to the
 * outbox. Whatever goes wrong ends this opening and nothing else.
 *
 * <p>Threading: a thread of its own, {@code ingest-<camera>-read}; the supervisor watches and may
 * abandon it, after which nothing it does is heard.
 */
final class Reader {

  /** What became of an opening. */
  sealed interface Outcome {
    /** The footage came to its end. */
    record Ended() implements Outcome {}

    /** The camera is gone. */
    record Lost(SourceLost.Cause cause, String why) implements Outcome {}
  }

  private final CameraSettings settings;
  private final Supplier<Shape> shape;
  private final SourceOpener opener;
  private final EpochLedger ledger;
  private final Outbox outbox;
  private final PictureWatch pictures;
  private final IngestMetrics<CameraStatus.State> metrics;
  private final ReadWatch watch = new ReadWatch();
  private final StopSignal stop = new StopSignal();
  private final CountDownLatch done = new CountDownLatch(1);
  private final FrameRate rate;
  private volatile boolean abandoned;
  private volatile long expectedFrames = -1;
  private volatile Outcome outcome = new Outcome.Ended();

  /**
   * @param shape asked before each frame
   */
  Reader(
      CameraParts parts,
      EpochLedger ledger,
      Outbox outbox,
      PictureWatch pictures,
      Supplier<Shape> shape) {
    this.settings = parts.settings();
    this.opener = parts.opener();
    this.metrics = parts.metrics();
    this.ledger = ledger;
    this.outbox = outbox;
    this.pictures = pictures;
    this.shape = shape;
    this.rate = new FrameRate(shape.get().framesPerSecond());
  }

  void start() {
    var thread = new Thread(this::run, "ingest-" + settings.name() + "-read");
    thread.setDaemon(true);
    watch.startReading(System.nanoTime());
    thread.start();
  }

  ReadWatch watch() {
    return watch;
  }

  EpochLedger ledger() {
    return ledger;
  }

  long expectedFrames() {
    return expectedFrames;
  }

  /** Ends a read that blocks. */
  void stop() {
    stop.raise();
  }

  /** From now on nothing the reader does is heard; the frame it has in hand is counted. */
  void abandon() {
    abandoned = true;
    ledger.close();
  }

  boolean awaitDone(long millis) throws InterruptedException {
    return done.await(millis, TimeUnit.MILLISECONDS);
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  Outcome outcome() {
    return outcome;
  }

  private void run() {
    try {
      readAll();
    } catch (SourceLost e) {
      outcome = new Outcome.Lost(e.reason(), e.getMessage());
    } catch (InterruptedException e) {
      outcome = new Outcome.Lost(SourceLost.Cause.STOPPED, "interrupted");
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      // A decoder's bug or a picture too large for this camera; its message may hold the URL.
      outcome =
          new Outcome.Lost(
              SourceLost.Cause.BROKEN, "reading failed with " + e.getClass().getSimpleName());
    } finally {
      ledger.close();
      done.countDown();
    }
  }

  private void readAll() throws SourceLost, InterruptedException {
    boolean video = settings.location().kind() == Location.Kind.FILE;
    var playback = new Playback(settings.pacing(), video, Instant.now(), System.nanoTime());
    try (FrameSource source = opener.open(playback.opened(), stop)) {
      watch.opened();
      expectedFrames = source.expectedFrames();
      Optional<Frame> next = read(source);
      while (next.isPresent() && !abandoned) {
        try (Frame frame = next.get()) {
          Instant time = playback.time(frame.capturedAt());
          if (stop.awaitUntil(playback.dueNanos(time))) {
            return;
          }
          handle(frame, time);
        }
        next = read(source);
      }
      if (settings.pacing() == Pacing.LOOP) {
        stop.awaitUntil(playback.endNanos(source.period()));
      }
    }
  }

  private Optional<Frame> read(FrameSource source) throws SourceLost {
    watch.startReading(System.nanoTime());
    try {
      return source.next();
    } finally {
      watch.stopReading(System.nanoTime());
    }
  }

  private void handle(Frame frame, Instant time) throws InterruptedException {
    OptionalLong sequence = ledger.capture();
    if (sequence.isEmpty()) {
      return;
    }
    metrics.frameCaptured(settings.name());
    Shape now = shape.get();
    rate.limitTo(now.framesPerSecond());
    if (!rate.keeps(time)) {
      watch.pictureSeen();
      ledger.skip(SkipReason.PACED);
      return;
    }
    Encoded encoded = encode(frame, now.rules());
    if (encoded instanceof Encoded.Ready ready) {
      boolean isPicture = !ready.size().equals(FrameSize.UNKNOWN);
      if (isPicture) {
        watch.pictureSeen();
      }
      outbox.put(ledger, sequence.getAsLong(), time, ready);
      if (isPicture && !abandoned) {
        look(ready.picture(), System.nanoTime());
      }
    } else if (encoded instanceof Encoded.Unfit unfit) {
      ledger.skip(unfit.reason());
    }
  }

  private void look(Picture picture, long now) {
    if (pictures.wantsDigests()) {
      pictures.saw(PictureLook.digest(picture), now);
    }
    if (pictures.wantsLook(now)) {
      PictureLook.thumbnail(picture)
          .ifPresentOrElse(
              thumbnail -> pictures.looked(thumbnail, now), () -> pictures.lookedInVain(now));
    }
  }

  private Encoded encode(Frame frame, PictureRules rules) {
    long begun = System.nanoTime();
    watch.startReading(begun);
    try {
      return frame.encode(rules);
    } catch (RuntimeException e) {
      return new Encoded.Unfit(SkipReason.UNREADABLE);
    } finally {
      long done = System.nanoTime();
      watch.stopReading(done);
      metrics.frameEncoded(Duration.ofNanos(done - begun));
    }
  }
}
