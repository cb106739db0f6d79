package sightline.deploy;

import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.Seeds;
import sightline.deploy.models.Waiting;
import sightline.deploy.starters.Starters;

/**
 * Brings versions into the registry that nobody looks with yet, while the platform runs already:
 * they are there to be promoted, and nobody waits for them.
 *
 * <p>Threading: a thread of its own, {@code spare-models}.
 *
 * <p>Ownership: ends its thread on close.
 */
final class SpareModels implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpareModels.class);
  private static final long END_WITHIN_MILLIS = 10_000;

  private final Thread thread;

  private SpareModels(Thread thread) {
    this.thread = thread;
  }

  /** Brings in those of {@code starters} and tells {@code told} of each. */
  static SpareModels bring(Starters starters, AllInOne platform, Progress told) {
    var client = new RegistryClient(URI.create(platform.registryUrl()));
    String user = System.getProperty("user.name");
    var seeds = new Seeds(client, Waiting.really(), user, told::say);
    var thread =
        new Thread(
            () -> {
              try {
                for (Starters.Spare spare : starters.spares()) {
                  seeds.bring(spare.model(), spare.file());
                }
              } catch (RegistryFailed | RuntimeException e) {
                LOG.warn("a starter model could not be brought in", e);
                told.say("model", "one is missing: " + e.getMessage());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "spare-models");
    thread.setDaemon(true);
    thread.start();
    return new SpareModels(thread);
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(END_WITHIN_MILLIS);
  }
}
