package sightline.dashboards.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryListener.EventAt;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Reads each committed event of one topic for one listener, and waits whenever too many of them are
 * not acknowledged.
 *
 * <p>Threading: one thread of its own, {@code feed-every}.
 */
final class EveryReader implements EveryReading {

  private static final Logger LOG = LoggerFactory.getLogger(EveryReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String topic;
  private final Map<Integer, Long> from;
  private final LogSettings settings;
  private final DashboardsMetrics metrics;
  private final EveryListener listener;
  private final Semaphore room;
  private final Semaphore byteRoom;
  private final Queue<Integer> bytesOnTheirWay = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "feed-every");
  private volatile boolean closed;

  EveryReader(
      String topic,
      Map<Integer, Long> from,
      LogSettings settings,
      DashboardsMetrics metrics,
      EveryListener listener) {
    this.topic = topic;
    this.from = Map.copyOf(from);
    this.settings = settings;
    this.metrics = metrics;
    this.listener = listener;
    this.room = new Semaphore(settings.maxEveryUnacknowledged());
    this.byteRoom = new Semaphore(settings.maxEveryUnacknowledgedBytes());
    thread.setDaemon(true);
  }

  EveryReader start() {
    thread.start();
    return this;
  }

  @Override
  public void acknowledge(int count) {
    for (int i = 0; i < count; i++) {
      Integer bytes = bytesOnTheirWay.poll();
      if (bytes == null) {
        return; // more than there are
      }
      byteRoom.release(bytes);
      room.release();
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  boolean isDone() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  /** Waits until the thread has ended after {@link #close}. */
  void await() {
    try {
      thread.join(PATIENCE.toMillis() * 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var properties = ReaderSettings.of(settings, "every", "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    try (var consumer = new KafkaConsumer<byte[], byte[]>(properties)) {
      assign(consumer);
      while (!closed) {
        for (var entry : consumer.poll(POLL)) {
          pass(entry);
        }
      }
    } catch (WakeupException | InterruptException | InterruptedException e) {
      LOG.debug("a reader of every event of {} was stopped", topic);
    } catch (OffsetOutOfRangeException e) {
      listener.failed("not in the log any more, or not yet: " + e.offsetOutOfRangePartitions());
    } catch (IllegalArgumentException e) {
      listener.failed(e.getMessage()); // the client's mistake, not ours
    } catch (RuntimeException e) {
      metrics.readerFailed("every");
      LOG.warn("a reader of every event of {} failed", topic, e);
      listener.failed(String.valueOf(e.getMessage()));
    }
  }

  private void assign(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, PATIENCE).stream()
            .map((PartitionInfo info) -> new TopicPartition(topic, info.partition()))
            .toList();
    Set<Integer> unknown = new TreeSet<>(from.keySet());
    partitions.forEach(partition -> unknown.remove(partition.partition()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(topic + " has no partitions " + unknown);
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    from.forEach(
        (partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
    partitions.forEach(partition -> consumer.position(partition, PATIENCE)); // the end as it is now
  }

  private void pass(ConsumerRecord<byte[], byte[]> entry) throws InterruptedException {
    int bytes =
        Math.max(0, Math.min(entry.serializedValueSize(), settings.maxEveryUnacknowledgedBytes()));
    await(room, 1);
    await(byteRoom, bytes);
    try {
      var json = json(entry.value());
      bytesOnTheirWay.add(bytes);
      listener.event(new EventAt(topic, entry.partition(), entry.offset(), json));
    } catch (MalformedRecord e) {
      metrics.malformedRecord(topic);
      byteRoom.release(bytes);
      room.release();
    }
  }

  private ObjectNode json(byte[] value) throws MalformedRecord {
    if (topic.equals(Topics.REJECTIONS.name())) {
      return CanonicalJson.of(ResultCodec.readRejected(value));
    }
    return topic.equals(Topics.ANOMALIES.name())
        ? CanonicalJson.of(ResultCodec.readAnomaly(value))
        : CanonicalJson.of(ResultCodec.readDetected(value));
  }

  private void await(Semaphore semaphore, int permits) throws InterruptedException {
    while (!semaphore.tryAcquire(permits, POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      if (closed) {
        throw new InterruptedException("closed while waiting for the client");
      }
    }
  }
}
