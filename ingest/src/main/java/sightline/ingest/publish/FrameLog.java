package sightline.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sightline.events.CameraStatus;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;

/**
 * What the broker knows when ingest starts: how {@code frames} is made, what {@code cameras}
 * recorded, and how far the workers are.
 *
 * <p>Threading: any thread.
 */
public final class FrameLog implements AutoCloseable {

  private final String bootstrapServers;
  private final Duration timeout;
  private final Admin admin;

  private FrameLog(String bootstrapServers, Duration timeout, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
    this.admin = admin;
  }

  /**
   * Opens the way to the broker; it connects by itself.
   *
   * @param timeout longest wait for the broker's answer to one question
   */
  public static FrameLog open(String bootstrapServers, Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.CLIENT_ID_CONFIG, "sightline-ingest-admin",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    return new FrameLog(bootstrapServers, timeout, Admin.create(settings));
  }

  /**
   * Partitions of topic {@code frames}.
   *
   * @throws PublishRefused when the topic is missing or cannot take the largest picture
   */
  public int partitions() throws PublishRefused {
    String topic = Topics.FRAMES.name();
    int partitions =
        answer(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
            .partitions()
            .size();
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String limit =
        answer(admin.describeConfigs(List.of(resource)).values().get(resource))
            .get("max.message.bytes")
            .value();
    if (Integer.parseInt(limit) < Topics.FRAMES.maxRecordBytes()) {
      throw new PublishRefused(
          "topic %s takes records of %s bytes, expected max.message.bytes of %d or more"
              .formatted(topic, limit, Topics.FRAMES.maxRecordBytes()));
    }
    return partitions;
  }

  /**
   * The newest recorded status of every camera, by name.
   *
   * @throws PublishRefused when the topic cannot be read in time
   */
  public Map<String, CameraStatus> recordedCameras() throws PublishRefused {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "sightline-ingest-cameras",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(timeout.toMillis()));
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return readToEnd(consumer);
    } catch (KafkaException e) {
      throw new PublishRefused("topic cameras cannot be read: " + e.getMessage());
    }
  }

  /** Offsets that follow the newest record, by partition of {@code frames}. */
  public Map<Integer, Long> ends(int partitions) throws PublishRefused {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      asked.put(new TopicPartition(Topics.FRAMES.name(), i), OffsetSpec.latest());
    }
    Map<Integer, Long> ends = new HashMap<>();
    answer(admin.listOffsets(asked).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /** Offsets at which {@code group} goes on, by partition of {@code frames}; none if it is new. */
  public Map<Integer, Long> committed(String group) throws PublishRefused {
    Map<Integer, Long> committed = new HashMap<>();
    answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(Topics.FRAMES.name()) && offset != null) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }

  /** Completes when the broker answers; fails when it has not within {@code patience}. */
  CompletionStage<?> ask(Duration patience) {
    var options = new DescribeClusterOptions().timeoutMs(Math.toIntExact(patience.toMillis()));
    return admin.describeCluster(options).clusterId().toCompletionStage();
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  private Map<String, CameraStatus> readToEnd(KafkaConsumer<byte[], byte[]> consumer)
      throws PublishRefused {
    var partition = new TopicPartition(Topics.CAMERAS.name(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long giveUp = System.nanoTime() + timeout.toNanos();
    Map<String, CameraStatus> statuses = new HashMap<>();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() > giveUp) {
        throw new PublishRefused("topic cameras was not read to its end in " + timeout);
      }
      consumer.poll(Duration.ofMillis(200)).forEach(record -> keep(statuses, record));
    }
    return statuses;
  }

  private static void keep(
      Map<String, CameraStatus> statuses, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String camera = new String(record.key(), UTF_8);
    try {
      if (record.value() == null) {
        statuses.remove(camera);
      } else {
        statuses.put(camera, CanonicalJson.read(record.value(), CameraStatus.class));
      }
    } catch (MalformedRecord e) {
      statuses.remove(camera); // written by someone else: the camera is placed anew
    }
  }

  private <T> T answer(KafkaFuture<T> asked) throws PublishRefused {
    try {
      return asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new PublishRefused(
            "the broker at %s has no topic frames".formatted(bootstrapServers));
      }
      throw new PublishRefused(
          "the broker at %s does not answer: %s"
              .formatted(bootstrapServers, e.getCause().getMessage()));
    } catch (TimeoutException e) {
      throw new PublishRefused(
          "the broker at %s does not answer within %s".formatted(bootstrapServers, timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PublishRefused("interrupted while waiting for the broker");
    }
  }
}
