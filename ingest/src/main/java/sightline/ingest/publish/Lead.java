package sightline.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How far the frames of cameras that wait run ahead of what the workers have committed, by
 * partition, counted in offsets. It keeps retention from eating frames that nobody has read.
 *
 * <p>Threading: any thread; {@link #awaitRoom} blocks.
 */
public final class Lead {

  private static final long CHECK_MILLIS = 100;

  private final int maxLeadFrames;
  private final Map<Integer, Long> published = new HashMap<>();
  private final Map<Integer, Long> committed = new HashMap<>();

  /**
   * @param maxLeadFrames how many frames may lie unread in a partition
   */
  public Lead(int maxLeadFrames) {
    this.maxLeadFrames = maxLeadFrames;
  }

  /** The broker has {@code offset} of the partition. */
  public synchronized void published(int partition, long offset) {
    published.merge(partition, offset + 1, Math::max);
  }

  /** The workers go on at {@code offset}; it may go back when they start anew. */
  public synchronized void committed(int partition, long offset) {
    committed.put(partition, offset);
    notifyAll();
  }

  /**
   * Blocks until another frame may be published.
   *
   * @param inFlight frames of the partition sent and not acknowledged yet
   * @param givenUp asked about ten times a second
   * @return false when given up
   */
  boolean awaitRoom(int partition, int inFlight, BooleanSupplier givenUp)
      throws InterruptedException {
    synchronized (this) {
      while (lead(partition) + inFlight >= maxLeadFrames) {
        if (givenUp.getAsBoolean()) {
          return false;
        }
        wait(CHECK_MILLIS);
      }
      return true;
    }
  }

  private long lead(int partition) {
    Long end = published.get(partition);
    return end == null ? 0 : end - committed.getOrDefault(partition, 0L);
  }
}
