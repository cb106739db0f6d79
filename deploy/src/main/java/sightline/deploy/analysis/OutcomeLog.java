package sightline.deploy.analysis;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.events.Topic;
import sightline.events.Topics;

/**
 * Everything the log says about frames: the frames themselves, their results and their rejections,
 * from the beginning, committed records only.
 *
 * <p>Threading: one thread.
 */
final class OutcomeLog implements AutoCloseable {

  private static final List<Topic> READ =
      List.of(
          Topics.CAMERAS,
          Topics.FRAMES,
          Topics.DETECTIONS,
          Topics.SEGMENTATIONS,
          Topics.ANOMALIES,
          Topics.REJECTIONS);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<TopicPartition> results;

  OutcomeLog(String bootstrapServers) {
    consumer =
        new KafkaConsumer<>(
            settings(bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
    Set<TopicPartition> all = READ.stream().flatMap(OutcomeLog::partitions).collect(toSet());
    consumer.assign(all);
    consumer.seekToBeginning(all);
    results =
        all.stream()
            .filter(partition -> !partition.topic().equals(Topics.FRAMES.name()))
            .filter(partition -> !partition.topic().equals(Topics.CAMERAS.name()))
            .collect(toSet());
  }

  /** The next records, or none after {@code wait}. */
  ConsumerRecords<String, byte[]> next(Duration wait) {
    return consumer.poll(wait);
  }

  /** Whether every committed result has been read. */
  boolean isAtEndOfResults() {
    return consumer.endOffsets(results).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  static boolean isFrom(Topic topic, ConsumerRecord<String, byte[]> message) {
    return topic.name().equals(message.topic());
  }

  @Override
  public void close() {
    consumer.close();
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
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        16 << 20,
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
        2 << 20,
        ConsumerConfig.CHECK_CRCS_CONFIG,
        false,
        ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "");
  }
}
