package sightline.deploy.accuracy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;
import sightline.ingest.source.scene.SceneSettings;

/**
 * Live accuracy: follows the results of cameras that show generated scenes, from now on, and says
 * how right those of the last minute are.
 *
 * <p>Threading: a thread of its own, {@code accuracy}, reads and compares; the rest from any.
 *
 * <p>Ownership: ends its thread and its connection on close.
 */
public final class AccuracyWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccuracyWatch.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);
  private static final List<Topic> READ =
      List.of(Topics.DETECTIONS, Topics.SEGMENTATIONS, Topics.ANOMALIES);

  private final KafkaConsumer<String, byte[]> consumer;
  private final AccuracyBook book;
  private final Thread thread = new Thread(this::follow, "accuracy");
  private volatile boolean closed;

  private AccuracyWatch(KafkaConsumer<String, byte[]> consumer, AccuracyBook book) {
    this.consumer = consumer;
    this.book = book;
  }

  /**
   * Follows the log at {@code bootstrapServers}.
   *
   * @param scenes what each camera shows
   */
  public static AccuracyWatch start(String bootstrapServers, Map<String, SceneSettings> scenes) {
    var consumer =
        new KafkaConsumer<>(
            settings(bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = READ.stream().flatMap(AccuracyWatch::partitions).toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    var watch = new AccuracyWatch(consumer, new AccuracyBook(scenes, Clock.systemUTC()));
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** Every camera and slot that something is known about; does not block for long. */
  public List<SlotAccuracy> view() {
    return book.view();
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
          accept(message);
        }
      }
    } catch (KafkaException e) {
      LOG.error("live accuracy has ended: {}", e.getMessage(), e);
    }
  }

  private void accept(ConsumerRecord<String, byte[]> message) {
    try {
      if (message.topic().equals(Topics.ANOMALIES.name())) {
        book.accept(ResultCodec.readAnomaly(message.value()));
      } else {
        book.accept(ResultCodec.readDetected(message.value()));
      }
    } catch (MalformedRecord | IllegalArgumentException e) {
      LOG.debug("a result of {} cannot be compared: {}", message.topic(), e.toString());
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(END_WITHIN.toMillis());
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
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
        "latest",
        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        500,
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        200,
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        4 << 20,
        ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "");
  }
}
