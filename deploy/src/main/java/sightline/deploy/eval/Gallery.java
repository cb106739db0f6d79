package sightline.deploy.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.reading.Reading;
import sightline.inference.slot.LoadedModel;
import sightline.inference.still.StillModel;
import sightline.trainer.data.Sample;

/**
 * Shows a model every picture of a dataset.
 *
 * <p>Threading: {@link #show} from one thread; as many lanes as asked for work side by side, each
 * on a thread {@code eval-lane-N}.
 */
final class Gallery {

  /** Masks are to be as large as the pictures. */
  private static final Reading.Bounds BOUNDS = new Reading.Bounds(100_000, 16_384);

  private static final long MAX_PICTURE_BYTES = 256L << 20;
  private static final long MAX_PIXELS = 200_000_000;

  private final LoadedModel model;
  private final int lanes;

  Gallery(LoadedModel model, int lanes) {
    this.model = model;
    this.lanes = lanes;
  }

  /**
   * What was seen.
   *
   * @param looks by id of the sample
   * @param unread by id of the sample, why its picture could not be looked at
   */
  record Seen(Map<String, StillModel.Look> looks, Map<String, String> unread) {}

  /**
   * Looks at the pictures of all {@code samples}.
   *
   * @param done told how many are done, now and then
   * @throws InferenceFailed when the model cannot be run at all
   */
  Seen show(List<Sample> samples, IntConsumer done) throws InferenceFailed, InterruptedException {
    Map<String, StillModel.Look> looks = new ConcurrentHashMap<>();
    Map<String, String> unread = new ConcurrentHashMap<>();
    var next = new AtomicInteger();
    var number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            lanes, work -> new Thread(work, "eval-lane-" + number.incrementAndGet()));
    try {
      var finished = new ExecutorCompletionService<Void>(threads);
      for (int lane = 0; lane < lanes; lane++) {
        finished.submit(
            () -> {
              work(samples, next, looks, unread);
              return null;
            });
      }
      await(finished, () -> done.accept(looks.size() + unread.size()));
    } finally {
      threads.shutdownNow();
    }
    return new Seen(new TreeMap<>(looks), new TreeMap<>(unread));
  }

  private void await(ExecutorCompletionService<Void> lanesDone, Runnable tick)
      throws InferenceFailed, InterruptedException {
    for (int left = lanes; left > 0; ) {
      var lane = lanesDone.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS);
      tick.run();
      if (lane != null) {
        left--;
        try {
          lane.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof InferenceFailed failed) {
            throw failed;
          }
          throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private void work(
      List<Sample> samples,
      AtomicInteger next,
      Map<String, StillModel.Look> looks,
      Map<String, String> unread)
      throws InferenceFailed {
    try (var eye = StillModel.open(model, BOUNDS, MAX_PIXELS)) {
      for (int index = next.getAndIncrement(); index < samples.size(); ) {
        Sample sample = samples.get(index);
        try {
          looks.put(sample.id(), eye.look(bytes(sample.picture())));
        } catch (UnreadablePicture | IOException | IllegalArgumentException e) {
          unread.put(sample.id(), String.valueOf(e.getMessage()));
        }
        index = Thread.currentThread().isInterrupted() ? samples.size() : next.getAndIncrement();
      }
    }
  }

  private static byte[] bytes(Path picture) throws IOException {
    long size = Files.size(picture);
    if (size > MAX_PICTURE_BYTES) {
      throw new IOException("%d bytes, expected at most %d".formatted(size, MAX_PICTURE_BYTES));
    }
    return Files.readAllBytes(picture);
  }

  /** As many lanes as there are processors, and no more than pictures. */
  static int usualLanes(int pictures) {
    return Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), pictures));
  }
}
