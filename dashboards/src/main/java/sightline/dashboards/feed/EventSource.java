package sightline.dashboards.feed;

import java.util.Map;

/**
 * Something that writes events into a {@link WallInput} until it is closed: the log, or a test.
 *
 * <p>Threading: any thread.
 */
public interface EventSource extends AutoCloseable {

  /** What must hold for the wall to see what happens now, by name, and whether it does. */
  Map<String, Boolean> checks();

  @Override
  void close();
}
