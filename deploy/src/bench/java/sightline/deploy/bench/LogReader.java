package sightline.deploy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.events.Topic;

/** Every value of a topic, in all partitions, from its beginning. */
final class LogReader implements AutoCloseable {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private final KafkaConsumer<String, byte[]> consumer;

  private LogReader(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  static LogReader of(String bootstrapServers, Topic topic) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList());
    return new LogReader(consumer);
  }

  /** What has come since the last call, after waiting a moment for more. */
  List<byte[]> values() {
    var values = new ArrayList<byte[]>();
    consumer.poll(MOMENT).forEach(record -> values.add(record.value()));
    return values;
  }

  /** Whether everything written so far has been read. */
  boolean atEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
