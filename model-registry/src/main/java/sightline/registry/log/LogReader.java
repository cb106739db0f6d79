package sightline.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.registry.metrics.RegistryMetrics;

/**
 * Reads what is committed, from the first record on, for ever. Whatever goes wrong, it goes on
 * after a second where it was.
 *
 * <p>Threading: one thread of its own, {@code registry-log}, which also calls the sink; questions
 * from any.
 *
 * <p>Ownership: closes its consumer.
 */
final class LogReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final List<TopicPartition> PARTITIONS =
      List.of(
          new TopicPartition(Topics.MODELS.name(), 0),
          new TopicPartition(Topics.MODEL_AUDIT.name(), 0),
          new TopicPartition(Topics.WORKER_STATUS.name(), 0));

  private final Clients clients;
  private final LogSettings settings;
  private final RegistryMetrics metrics;
  private final Clock clock;
  private final LogSink sink;
  private final ReadPositions positions = new ReadPositions();
  private final Queue<CompletableFuture<Void>> toEnd = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "registry-log");
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile Instant lastPoll;
  private volatile String complaint = "it was not reached yet";

  LogReader(
      Clients clients, LogSettings settings, RegistryMetrics metrics, Clock clock, LogSink sink) {
    this.clients = clients;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.sink = sink;
    this.lastPoll = clock.instant();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  ReadPositions positions() {
    return positions;
  }

  /** Completes when all is read that stands in the log now. */
  CompletableFuture<Void> readToEnd() {
    var read = new CompletableFuture<Void>();
    toEnd.add(read);
    return read;
  }

  /** When the log answered last. */
  Instant lastPoll() {
    return lastPoll;
  }

  /** What was wrong when the log was tried last. */
  String complaint() {
    return complaint;
  }

  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(settings.answerWithin().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (isOpen()) {
      try (var fresh = clients.consumer(settings.forReading())) {
        consumer = fresh;
        fresh.assign(PARTITIONS);
        PARTITIONS.forEach(one -> fresh.seek(one, positions.of(one)));
        read(fresh);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the reader was woken to stop");
      } catch (RuntimeException e) {
        metrics.failed("reader");
        if (!complaint.equals(e.getMessage())) { // said once, not every second
          LOG.warn("the log is read anew in {}: {}", RETRY, e.getMessage());
          LOG.debug("the reader failed", e);
          complaint = String.valueOf(e.getMessage());
        }
        pause();
      }
    }
  }

  private void read(Consumer<byte[], byte[]> reader) {
    while (isOpen()) {
      tellEnds(reader);
      var records = reader.poll(POLL);
      records.forEach(this::take);
      if (!records.isEmpty()) {
        sink.pause();
      }
      for (TopicPartition one : PARTITIONS) {
        positions.reached(one, reader.position(one, settings.answerWithin()));
      }
      positions.tell();
      lastPoll = clock.instant();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    Header commit = entry.headers().lastHeader(LogWriter.COMMIT);
    if (commit != null && commit.value() != null) {
      positions.committed(new String(commit.value(), UTF_8));
    }
    sink.accept(entry);
  }

  private void tellEnds(Consumer<byte[], byte[]> reader) {
    for (var asked = toEnd.peek(); asked != null; asked = toEnd.peek()) {
      positions.whenReached(reader.endOffsets(PARTITIONS, settings.answerWithin()), asked);
      toEnd.remove();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("the reader stops");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
