package sightline.ingest.publish;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * How far the frames of cameras that wait run ahead of what the workers have committed, by
 * partition, in frames and in bytes. It keeps retention, which counts bytes, from eating frames
 * that nobody has read.
 *
 * <p>Threading: any thread; {@link #awaitRoom} blocks.
 */
public final class Lead {

  private static final long CHECK_MILLIS = 100;
  private static final ArrayDeque<Unread> NONE = new ArrayDeque<>();

  /** One frame that the broker has and the workers have not committed. */
  private record Unread(long offset, int bytes) {}

  private final int maxLeadFrames;
  private final long maxLeadBytes;
  private final Map<Integer, Long> published = new HashMap<>();
  private final Map<Integer, ArrayDeque<Unread>> unread = new HashMap<>();
  private final Map<Integer, Long> unreadBytes = new HashMap<>();
  private final Map<Integer, Long> committed = new HashMap<>();

  /**
   * @param maxLeadFrames how many frames may lie unread in a partition
   * @param maxLeadBytes how many bytes of pictures may lie unread in a partition
   */
  public Lead(int maxLeadFrames, long maxLeadBytes) {
    this.maxLeadFrames = maxLeadFrames;
    this.maxLeadBytes = maxLeadBytes;
  }

  /** The broker has a picture of {@code bytes} at {@code offset} of the partition. */
  public synchronized void published(int partition, long offset, int bytes) {
    published.merge(partition, offset + 1, Math::max);
    if (offset >= committed.getOrDefault(partition, 0L)) {
      unread.computeIfAbsent(partition, none -> new ArrayDeque<>()).add(new Unread(offset, bytes));
      unreadBytes.merge(partition, (long) bytes, Long::sum);
    }
  }

  /** The workers go on at {@code offset}; it may go back when they start anew. */
  public synchronized void committed(int partition, long offset) {
    committed.put(partition, offset);
    ArrayDeque<Unread> frames = unread.getOrDefault(partition, NONE);
    while (!frames.isEmpty() && frames.peek().offset() < offset) {
      unreadBytes.merge(partition, -(long) frames.remove().bytes(), Long::sum);
    }
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
      while (lead(partition) + inFlight >= maxLeadFrames
          || unreadBytes.getOrDefault(partition, 0L) >= maxLeadBytes) {
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
