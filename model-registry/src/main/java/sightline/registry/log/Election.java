package sightline.registry.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.registry.metrics.RegistryMetrics;

/**
 * Finds out who writes: the member of a consumer group that holds the one partition of {@code
 * model-audit}.
 *
 * <p>Threading: one thread of its own, {@code registry-election}; questions from any other.
 *
 * <p>Ownership: closes its consumer, and so leaves the group.
 */
final class Election implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final TopicPartition SEAT = new TopicPartition(Topics.MODEL_AUDIT.name(), 0);

  private final Clients clients;
  private final LogSettings settings;
  private final RegistryMetrics metrics;
  private final Runnable changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<CompletableFuture<Boolean>> asked = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "registry-election");
  private volatile boolean holds;

  /**
   * @param changed called on the election's thread when the seat was won or lost
   */
  Election(Clients clients, LogSettings settings, RegistryMetrics metrics, Runnable changed) {
    this.clients = clients;
    this.settings = settings;
    this.metrics = metrics;
    this.changed = changed;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** As far as this registry knows. */
  boolean holds() {
    return holds;
  }

  /** As the broker says now. */
  boolean confirms() {
    if (!holds) {
      return false;
    }
    var answer = new CompletableFuture<Boolean>();
    asked.add(answer);
    try {
      return answer.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      asked.remove(answer);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(settings.answerWithin().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (isOpen()) {
      try (var fresh = clients.consumer(settings.forElection())) {
        fresh.subscribe(List.of(SEAT.topic()), new Seat(fresh));
        while (isOpen()) {
          fresh.poll(POLL);
          answer(fresh);
        }
      } catch (InterruptException e) {
        LOG.debug("the election was interrupted");
        closed.countDown();
      } catch (RuntimeException e) {
        metrics.failed("election");
        LOG.warn("the election begins anew in {}: {}", RETRY, e.getMessage());
        pause();
      } finally {
        set(false);
      }
    }
  }

  /** Only the group's own members may commit: a commit that passes proves the seat. */
  private void answer(Consumer<byte[], byte[]> member) {
    for (var one = asked.poll(); one != null; one = asked.poll()) {
      boolean proved = holds;
      if (proved) {
        try {
          member.commitSync(Map.of(SEAT, new OffsetAndMetadata(0)), settings.answerWithin());
        } catch (KafkaException e) {
          LOG.info("the broker does not confirm that this registry writes: {}", e.getMessage());
          proved = false;
        }
      }
      one.complete(proved);
    }
  }

  private void set(boolean now) {
    if (holds != now) {
      holds = now;
      changed.run();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the election stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private final class Seat implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> member;

    Seat(Consumer<byte[], byte[]> member) {
      this.member = member;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      member.pause(partitions); // the seat alone is wanted
      if (partitions.contains(SEAT)) {
        set(true);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (partitions.contains(SEAT)) {
        set(false);
      }
    }
  }
}
