package sightline.dashboards.feed;

/**
 * The reading of each event of a topic for one listener, until it is closed.
 *
 * <p>Threading: any thread; nothing blocks.
 */
public interface EveryReading extends AutoCloseable {

  /** The listener is done with {@code count} more events, so that as many may follow. */
  void acknowledge(int count);

  @Override
  void close();
}
