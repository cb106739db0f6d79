package sightline.deploy.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/** Reads topic {@code detections} as the wall does, and adds up what the stages took. */
final class ResultCounter implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<Stage, Long> nanosByStage = new EnumMap<>(Stage.class);
  private long results;

  ResultCounter(String bootstrapServers) {
    var settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor(Topics.DETECTIONS.name()).stream()
            .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Results read so far, after waiting a moment for more. */
  long poll() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(5))) {
      results++;
      try {
        add(ResultCodec.readDetected(record.value()).provenance().stages().sinceCapture());
      } catch (MalformedRecord e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  private void add(Map<Stage, Duration> times) {
    Duration before = null;
    for (var time : times.entrySet()) {
      if (before != null) {
        nanosByStage.merge(time.getKey(), time.getValue().minus(before).toNanos(), Long::sum);
      }
      before = time.getValue();
    }
  }

  /** Wall time spent in each stage by all results since the last call. */
  Map<Stage, Long> takeStages() {
    var taken = new EnumMap<>(nanosByStage);
    nanosByStage.clear();
    return taken;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
