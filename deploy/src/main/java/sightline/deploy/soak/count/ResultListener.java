package sightline.deploy.soak.count;

import java.time.Instant;
import sightline.events.Provenance;

/** Hears of every result, the moment an independent reader sees it committed. */
@FunctionalInterface
public interface ResultListener {

  /**
   * @param seenAt when the reader had it
   */
  void seen(Provenance result, Instant seenAt);
}
