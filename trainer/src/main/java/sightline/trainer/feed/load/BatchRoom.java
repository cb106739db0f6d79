package sightline.trainer.feed.load;

import java.util.ArrayDeque;
import java.util.Deque;
import sightline.trainer.image.BatchTensor;

/**
 * The memory of batches, used again when a batch is closed. There are as many as are ahead, in work
 * and taken at once, never more than the limit.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: owns what is not lent; what is lent when this closes is freed when it comes back.
 */
final class BatchRoom implements AutoCloseable {

  private final LoadSettings settings;
  private final boolean training;
  private final int most;
  private final Deque<LoadedBatch> free = new ArrayDeque<>();
  private int made;
  private boolean closed;

  /**
   * @param most batches that may be lent at once
   */
  BatchRoom(LoadSettings settings, boolean training, int most) {
    this.settings = settings;
    this.training = training;
    this.most = most;
  }

  synchronized LoadedBatch lend() {
    LoadedBatch known = free.poll();
    if (known != null) {
      return known.begin();
    }
    if (made >= most) {
      throw new IllegalStateException(
          "expected batches to be closed, found %d that are not".formatted(made));
    }
    made++;
    var tensor =
        new BatchTensor(
            settings.input(),
            settings.batch(),
            settings.planes(training),
            settings.aim().givesBack() && settings.spoils(training));
    return new LoadedBatch(tensor, this).begin();
  }

  synchronized void giveBack(LoadedBatch batch) {
    if (closed) {
      batch.tensor().close();
    } else {
      free.push(batch);
    }
  }

  /** Batches whose memory was ever allocated. */
  synchronized int made() {
    return made;
  }

  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(batch -> batch.tensor().close());
    free.clear();
  }
}
