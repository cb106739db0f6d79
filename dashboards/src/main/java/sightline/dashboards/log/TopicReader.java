package sightline.dashboards.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * Reads every partition of some topics for ever, without a group: from their beginning or from now
 * on. Whatever goes wrong, it begins anew after a second.
 *
 * <p>Threading: one thread of its own, {@code feed-<name>}, which also calls the sink.
 */
final class TopicReader implements AutoCloseable {

  /** Where reading begins. */
  enum From {
    BEGINNING,
    END
  }

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final String name;
  private final From from;
  private final List<Topic> topics;
  private final LogSettings settings;
  private final DashboardsMetrics metrics;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile Instant lastPoll = Instant.EPOCH;

  TopicReader(
      String name,
      From from,
      List<Topic> topics,
      LogSettings settings,
      DashboardsMetrics metrics,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.name = name;
    this.from = from;
    this.topics = topics;
    this.settings = settings;
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
    if (from == From.BEGINNING) {
      reader.seekToBeginning(partitions);
    } else {
      reader.seekToEnd(partitions);
      partitions.forEach(
          partition -> reader.position(partition, PATIENCE)); // now, not at first data
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> reader, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    while (isOpen()) {
      reader.poll(POLL).forEach(sink);
      lastPoll = Clock.systemUTC().instant();
      if (from == From.END) {
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

  private java.util.Map<String, Object> properties() {
    var properties = ReaderSettings.of(settings, name, "read_uncommitted");
    properties.put(
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, from == From.END ? "latest" : "earliest");
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
