package sightline.inference.stage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.batch.Batcher;
import sightline.inference.batch.Moment;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.Slot;

/**
 * The threads that look at frames, one {@link Detector} each, behind one batcher for all cameras.
 *
 * <p>Threading: {@link #submit} from any stream thread; the lanes are named {@code detect-0},
 * {@code detect-1} …
 *
 * <p>Ownership: owns the detectors; {@link #close} ends the threads first.
 */
public final class DetectLanes implements FrameQueue, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DetectLanes.class);
  private static final Duration END_WITHIN = Duration.ofSeconds(30);

  private final Batcher<FrameWork> batcher;
  private final List<Detector> detectors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private DetectLanes(LaneSettings settings) {
    batcher = new Batcher<>(settings.batches(), FrameWork::dropped, Moment::now);
  }

  /**
   * Starts the lanes with these {@code slots}, open and warm.
   *
   * @throws IllegalStateException when a model cannot be run even once
   */
  public static DetectLanes start(
      List<Slot> slots, LaneSettings settings, InferenceMetrics metrics) {
    var lanes = new DetectLanes(settings);
    try {
      for (int lane = 0; lane < settings.lanes(); lane++) {
        lanes.detectors.add(new Detector(settings, metrics));
      }
      for (Slot slot : slots) {
        lanes.open(slot);
      }
      metrics.watchWaiting(lanes.batcher::size);
      lanes.startThreads();
      return lanes;
    } catch (InferenceFailed e) {
      lanes.close();
      throw new IllegalStateException("a model does not run: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) { // native libraries and memory fail with errors
      lanes.close();
      throw e;
    }
  }

  /**
   * Opens and warms {@code slot} on every lane; frames may be submitted for it afterwards. Not
   * after {@link #close}.
   *
   * @throws InferenceFailed when its model cannot be run even once; it is open on no lane then
   */
  public void open(Slot slot) throws InferenceFailed {
    try {
      for (Detector detector : detectors) {
        detector.open(slot);
      }
    } catch (InferenceFailed | RuntimeException | Error e) {
      close(slot);
      throw e;
    }
  }

  /** Closes {@code slot} on every lane; frames that still come for it are rejected. */
  public void close(Slot slot) {
    detectors.forEach(detector -> detector.close(slot));
  }

  private void startThreads() {
    for (Detector detector : detectors) {
      var thread = new Thread(() -> work(detector), "detect-" + threads.size());
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public void submit(FrameWork work) {
    try {
      batcher.submit(work);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a frame was handed over", e);
    }
  }

  @Override
  public void letGo(Predicate<FrameWork> which) {
    batcher.letGo(which);
  }

  private void work(Detector detector) {
    try {
      List<FrameWork> batch = batcher.take();
      while (!batch.isEmpty()) {
        detect(detector, batch);
        batch = batcher.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What escapes here is no fault of a frame: the tasks must learn of it, and stop. */
  private static void detect(Detector detector, List<FrameWork> batch) {
    try {
      detector.detect(batch);
    } catch (RuntimeException | Error e) {
      log.error("a lane has failed", e);
      batch.forEach(work -> work.outcomes().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    batcher.close();
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= !joined(thread);
    }
    for (int lane = detectors.size() - 1; lane >= 0; lane--) {
      if (lane < threads.size() && threads.get(lane).isAlive()) {
        log.error("{} did not end; its native memory is left to it", threads.get(lane).getName());
      } else {
        detectors.get(lane).close();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for {@code thread} to end; false when we were interrupted meanwhile. */
  private static boolean joined(Thread thread) {
    try {
      thread.join(END_WITHIN.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
