package sightline.registry.intake;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.metrics.RegistryMetrics;

/**
 * Looks after what is stored: removes leftovers once, when the log has been read, and verifies
 * artifacts for ever.
 *
 * <p>Threading: a thread of its own.
 */
final class Keeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Intake.Parts parts;
  private final Clock clock;
  private final Leftovers leftovers;
  private final Integrity integrity;

  /** An artifact that is put belongs to nothing until its version stands in the log. */
  private final ReadWriteLock unnamed = new ReentrantReadWriteLock();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "registry-keeper"));
  private boolean swept;
  private Instant againAt = Instant.EPOCH;

  Keeper(Intake.Parts parts, Clock clock, RegistryMetrics metrics) {
    this.parts = parts;
    this.clock = clock;
    leftovers = new Leftovers(parts.shelf(), parts.store(), parts.limits(), metrics);
    integrity = new Integrity(parts.shelf(), parts.store(), parts.pace(), metrics);
  }

  void start() {
    thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  Integrity integrity() {
    return integrity;
  }

  void holdLeftovers() {
    unnamed.readLock().lock();
  }

  void releaseLeftovers() {
    unnamed.readLock().unlock();
  }

  private void look() {
    try {
      if (parts.shelf().whyNotReady().isEmpty() && !clock.instant().isBefore(againAt)) {
        sweep();
        integrity.verifyNext(clock.instant());
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("the store cannot be looked after now: {}", e.toString());
      againAt = clock.instant().plus(PATIENCE);
    }
  }

  private void sweep() throws IOException {
    if (swept) {
      return;
    }
    unnamed.writeLock().lock();
    try {
      int removed = leftovers.remove(clock.instant());
      LOG.info("{} leftovers removed from {}", removed, parts.store().describe());
      swept = true;
    } finally {
      unnamed.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    integrity.close();
    thread.shutdownNow();
  }
}
