package sightline.deploy.rejections;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.deploy.broker.BrokerFailed;
import sightline.events.LogPosition;
import sightline.events.Topic;

/**
 * The log, read from outside: committed records only, and never more than asked for.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: holds a connection until closed.
 */
public final class RecordLog implements AutoCloseable {

  /** Longest wait for one answer of the broker. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final KafkaConsumer<String, byte[]> consumer;

  private RecordLog(String bootstrapServers, KafkaConsumer<String, byte[]> consumer) {
    this.bootstrapServers = bootstrapServers;
    this.consumer = consumer;
  }

  /**
   * Opens the log at {@code bootstrapServers}.
   *
   * @throws BrokerFailed when the address makes no sense
   */
  public static RecordLog open(String bootstrapServers) throws BrokerFailed {
    try {
      return new RecordLog(
          bootstrapServers,
          new KafkaConsumer<>(
              settings(bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer()));
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new BrokerFailed(
          "Kafka at %s cannot be asked: %s".formatted(bootstrapServers, reason.getMessage()), e);
    }
  }

  /**
   * Hands over the records of {@code topic} from {@code since} to where the log ends now, in the
   * order of each partition.
   *
   * @return false when a limit was reached before the end
   */
  public boolean read(
      Topic topic,
      Instant since,
      ReadLimits limits,
      Consumer<ConsumerRecord<String, byte[]>> reader)
      throws BrokerFailed {
    return asked(
        () -> {
          Map<TopicPartition, Long> ends = seek(topic, since);
          long deadline = System.nanoTime() + limits.time().toNanos();
          long read = 0;
          while (!isReached(ends)) {
            if (read >= limits.records() || System.nanoTime() - deadline >= 0) {
              return false;
            }
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
              reader.accept(message);
              read++;
            }
          }
          return true;
        });
  }

  /** Goes to where {@code topics} end now; {@link #next} gives what comes after. */
  public void seekToEnd(List<Topic> topics) throws BrokerFailed {
    asked(
        () -> {
          var all = topics.stream().flatMap(topic -> partitions(topic).stream()).toList();
          consumer.assign(all);
          consumer.endOffsets(all).forEach(consumer::seek);
          return true;
        });
  }

  /** The next records, or none after a moment. */
  public ConsumerRecords<String, byte[]> next() throws BrokerFailed {
    return asked(() -> consumer.poll(POLL));
  }

  /** The record at {@code position}, alone; none when the log has deleted it or never had it. */
  List<ConsumerRecord<String, byte[]>> at(LogPosition position) throws BrokerFailed {
    return asked(
        () -> {
          var partition = new TopicPartition(position.topic(), position.partition());
          consumer.assign(List.of(partition));
          long first = consumer.beginningOffsets(List.of(partition)).get(partition);
          long end = consumer.endOffsets(List.of(partition)).get(partition);
          if (position.offset() < first || position.offset() >= end) {
            return List.of();
          }
          consumer.seek(partition, position.offset());
          return firstOf(partition, end).stream()
              .filter(message -> message.offset() == position.offset())
              .toList();
        });
  }

  private List<ConsumerRecord<String, byte[]>> firstOf(TopicPartition partition, long end) {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    while (consumer.position(partition) < end && System.nanoTime() - deadline < 0) {
      List<ConsumerRecord<String, byte[]>> found = consumer.poll(POLL).records(partition);
      if (!found.isEmpty()) {
        return found.subList(0, 1);
      }
    }
    return List.of();
  }

  private Map<TopicPartition, Long> seek(Topic topic, Instant since) {
    List<TopicPartition> partitions = partitions(topic);
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    var times = partitions.stream().collect(toMap(p -> p, p -> since.toEpochMilli()));
    var starts = new HashMap<TopicPartition, Long>(ends);
    if (since.equals(Instant.EPOCH)) {
      starts.putAll(consumer.beginningOffsets(partitions));
    } else {
      consumer
          .offsetsForTimes(times)
          .forEach((partition, found) -> startAt(starts, partition, found));
    }
    starts.forEach(consumer::seek);
    return ends;
  }

  /** No record that young: nothing to read. */
  private static void startAt(
      Map<TopicPartition, Long> starts,
      TopicPartition partition,
      org.apache.kafka.clients.consumer.OffsetAndTimestamp found) {
    if (found != null) {
      starts.put(partition, found.offset());
    }
  }

  private boolean isReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private List<TopicPartition> partitions(Topic topic) {
    Collection<PartitionInfo> found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException("topic '%s' does not exist".formatted(topic.name()));
    }
    return found.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  private <T> T asked(java.util.function.Supplier<T> question) throws BrokerFailed {
    try {
      return question.get();
    } catch (TimeoutException e) {
      throw new BrokerFailed(
          "Kafka at %s did not answer within %d s".formatted(bootstrapServers, ANSWER.toSeconds()),
          e);
    } catch (KafkaException | IllegalStateException e) {
      throw new BrokerFailed(
          "Kafka at %s cannot be read: %s".formatted(bootstrapServers, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        (int) ANSWER.toMillis(),
        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
        16 << 20,
        ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "");
  }
}
