package sightline.dashboards.feed;

import java.util.Map;
import sightline.dashboards.training.JobRequests;

/**
 * Something that writes events into a {@link WallInput} until it is closed: the log, or a test.
 *
 * <p>Threading: any thread.
 */
public interface EventSource extends AutoCloseable {

  /** Whether each of its threads goes on, be the log there or not. */
  boolean isAlive();

  /** What must hold for the wall to see what happens now, by name, and whether it does. */
  Map<String, Boolean> checks();

  /**
   * Begins to read each event of a topic; returns at once.
   *
   * @param topic its name
   * @param from offset to begin at, by partition; a partition that is absent begins at its end
   */
  EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener listener);

  /** Takes wishes to the job service. */
  default JobRequests jobRequests() {
    return JobRequests.NONE;
  }

  @Override
  void close();
}
