package sightline.deploy.soak.count;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topic;
import sightline.events.Topics;

/**
 * Reads everything that is committed from the very beginning, through all outages of the broker.
 *
 * <p>Threading: a thread of its own reads; start and close from any.
 *
 * <p>Ownership: ends its thread and its connection on close.
 */
public final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private static final List<Topic> READ =
      List.of(
          Topics.FRAMES,
          Topics.DETECTIONS,
          Topics.SEGMENTATIONS,
          Topics.ANOMALIES,
          Topics.REJECTIONS,
          Topics.LEDGER);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Consumer<ConsumerRecord<String, byte[]>> sink;
  private final Map<TopicPartition, Long> last = new HashMap<>();
  private final Thread thread = new Thread(this::follow, "soak-follower");
  private volatile boolean closed;

  private LogFollower(
      KafkaConsumer<String, byte[]> consumer, Consumer<ConsumerRecord<String, byte[]>> sink) {
    this.consumer = consumer;
    this.sink = sink;
  }

  /** Hands every record that counts at {@code bootstrapServers} to {@code counting}, each once. */
  public static LogFollower start(String bootstrapServers, Counting counting) {
    return start(bootstrapServers, READ, counting::accept);
  }

  /** Hands every record of {@code topics} to {@code sink}, each once. */
  public static LogFollower start(
      String bootstrapServers, List<Topic> topics, Consumer<ConsumerRecord<String, byte[]>> sink) {
    var consumer =
        new KafkaConsumer<>(
            settings(bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(topics.stream().flatMap(LogFollower::partitions).toList());
    var follower = new LogFollower(consumer, sink);
    follower.thread.setDaemon(true);
    follower.thread.start();
    return follower;
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
          accept(message);
        }
      }
    } catch (KafkaException e) {
      LOG.error("the log cannot be followed any more: {}", e.getMessage(), e);
    }
  }

  /** A reader that was thrown back by an unclean stop of the broker must not count twice. */
  private void accept(ConsumerRecord<String, byte[]> message) {
    var partition = new TopicPartition(message.topic(), message.partition());
    if (message.offset() > last.getOrDefault(partition, -1L)) {
      last.put(partition, message.offset());
      sink.accept(message);
    }
  }

  /** Whether it still reads. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(END_WITHIN.toMillis());
  }

  private static java.util.stream.Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        500,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        16 << 20,
        ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "");
  }
}
