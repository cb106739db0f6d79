package sightline.dashboards.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Topic;

/**
 * Reads every partition of some topics for ever, without a group. Whatever goes wrong, it begins
 * anew after a second.
 *
 * <p>Threading: one thread of its own, {@code feed-<name>}, which also calls the sink.
 */
final class TopicReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String name;
  private final ReadFrom from;
  private final List<Topic> topics;
  private final LogSettings settings;
  private final Clock clock;
  private final DashboardsMetrics metrics;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private volatile Instant lastPoll = Instant.EPOCH;
  private volatile Instant lastTurn;

  TopicReader(
      String name,
      ReadFrom from,
      List<Topic> topics,
      LogSettings settings,
      Clock clock,
      DashboardsMetrics metrics,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.name = name;
    this.from = from;
    this.topics = topics;
    this.settings = settings;
    this.clock = clock;
    this.lastTurn = clock.instant();
    this.metrics = metrics;
    this.thread = new Thread(() -> run(sink), "feed-" + name);
    thread.setDaemon(true);
  }

  TopicReader start() {
    thread.start();
    return this;
  }

  String name() {
    return name;
  }

  /** When every partition was assigned and polled last; the epoch before the first time. */
  Instant lastPoll() {
    return lastPoll;
  }

  /** When its thread last went on, whether or not the log answered. */
  Instant lastTurn() {
    return lastTurn;
  }

  @Override
  public void close() {
    closed.countDown();
    KafkaConsumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(PATIENCE.toMillis() * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    String complaint = "";
    while (isOpen()) {
      lastTurn = clock.instant();
      try (var fresh = new KafkaConsumer<byte[], byte[]>(properties())) {
        consumer = fresh;
        assign(fresh);
        LOG.info("reader {} reads {}", name, fresh.assignment());
        complaint = "";
        read(fresh, sink);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("reader {} was woken to stop", name);
      } catch (RuntimeException e) {
        metrics.readerFailed(name);
        String message = String.valueOf(e.getMessage());
        if (!message.equals(complaint)) { // said once, not every second
          LOG.warn("reader {} begins anew in {}: {}", name, RETRY, message);
          LOG.debug("reader {} failed", name, e);
          complaint = message;
        }
        pause();
      }
    }
  }

  private void assign(KafkaConsumer<byte[], byte[]> reader) {
    var partitions = new ArrayList<TopicPartition>();
    for (Topic topic : topics) {
      List<PartitionInfo> found = reader.partitionsFor(topic.name(), PATIENCE);
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException("topic " + topic.name() + " does not exist yet");
      }
      found.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    reader.assign(partitions);
    from.seek(reader, partitions, next);
  }

  private void read(
      KafkaConsumer<byte[], byte[]> reader, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    while (isOpen()) {
      for (var entry : reader.poll(POLL)) {
        next.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
        sink.accept(entry);
      }
      lastPoll = clock.instant();
      lastTurn = lastPoll;
      if (from instanceof ReadFrom.End) {
        reader.assignment().forEach(partition -> catchUp(reader, partition));
      }
    }
  }

  /** The wall shows now: who is far behind goes to the end. */
  private void catchUp(KafkaConsumer<byte[], byte[]> reader, TopicPartition partition) {
    long lag = reader.currentLag(partition).orElse(0);
    if (lag > settings.maxLagRecords()) {
      metrics.lagSkipped(partition.topic(), lag);
      LOG.warn("{} was {} records behind: reading from its end", partition, lag);
      reader.seekToEnd(List.of(partition));
    }
  }

  private Map<String, Object> properties() {
    var properties = ReaderSettings.of(settings, name, from.isolation());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from.offsetReset());
    return properties;
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("reader {} stops", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
