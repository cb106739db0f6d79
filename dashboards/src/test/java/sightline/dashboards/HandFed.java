package sightline.dashboards;

import java.util.Map;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;

/** A source of events that says it does well, while a test feeds them by hand. */
final class HandFed implements EventSource {

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public Map<String, Boolean> checks() {
    return Map.of("byHand", true);
  }

  @Override
  public EveryReading readEvery(String topic, Map<Integer, Long> from, EveryListener listener) {
    throw new IllegalArgumentException("there is no log");
  }

  @Override
  public void close() {}
}
