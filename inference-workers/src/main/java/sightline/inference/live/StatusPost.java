package sightline.inference.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.WorkerStatus;

/**
 * Says on topic {@code worker-status} how far each version is: at every change, but not more often
 * than the pace allows, and every few seconds.
 *
 * <p>Threading: a thread of its own, {@code worker-status}.
 *
 * <p>Ownership: closes the producer.
 */
final class StatusPost implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StatusPost.class);
  private static final Duration PACE = Duration.ofMillis(50);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final String worker;
  private final LiveSlots live;
  private final Duration every;
  private final Producer<byte[], byte[]> producer;
  private final Supplier<String> trouble;
  private final Thread thread = new Thread(this::work, "worker-status");
  private volatile boolean closing;
  private volatile boolean failing;

  /**
   * A post of {@code worker}.
   *
   * @param every how often it says something without a change
   * @param trouble why the worker cannot serve; empty when it can
   */
  StatusPost(
      String worker,
      LiveSlots live,
      Duration every,
      Producer<byte[], byte[]> producer,
      Supplier<String> trouble) {
    this.worker = worker;
    this.live = live;
    this.every = every;
    this.producer = producer;
    this.trouble = trouble;
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      while (!closing) {
        long edition = live.edition();
        say();
        awaitChange(edition);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitChange(long edition) throws InterruptedException {
    long end = System.nanoTime() + every.toNanos();
    synchronized (live) {
      live.wait(PACE.toMillis()); // changes come in flocks
      long left = end - System.nanoTime();
      while (live.edition() == edition && left > 0 && !closing) {
        live.wait(Math.max(1, left / 1_000_000));
        left = end - System.nanoTime();
      }
    }
  }

  private void say() {
    var status =
        new WorkerStatus(
            worker,
            Clock.systemUTC().instant(),
            FreeMemory.bytes(),
            live.status(),
            live.held(),
            trouble.get());
    try {
      var record =
          new ProducerRecord<>(
              Topics.WORKER_STATUS.name(), worker.getBytes(UTF_8), CanonicalJson.write(status));
      var ignored = producer.send(record, (position, failure) -> told(failure));
    } catch (KafkaException e) {
      told(e);
    }
  }

  private void told(Exception failure) {
    if (failure != null && !failing) {
      log.warn("the status of this worker cannot be told: {}", failure.toString());
    }
    failing = failure != null;
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(CLOSE_WITHIN);
  }
}
