package sightline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.events.LogPosition;
import sightline.events.Provenance;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;
import sightline.events.slot.SlotState;

/**
 * What stands in the log of a site: when each frame came, the switches between them, the results.
 * Only what is committed.
 *
 * <p>Threading: one thread. Ownership: closes its consumer.
 */
final class SiteLog implements AutoCloseable {

  private static final Duration MOMENT = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<LogPosition, Instant> frames = new HashMap<>();
  private final List<Marker> markers = new ArrayList<>();
  private final List<Provenance> results = new ArrayList<>();

  /** A switch in one partition. */
  record Marker(LogPosition place, Instant at, SlotState state) {}

  private SiteLog(KafkaConsumer<String, byte[]> consumer) {
    this.consumer = consumer;
  }

  static SiteLog of(String bootstrapServers) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(Topics.FRAMES, Topics.DETECTIONS).flatMap(SiteLog::partitions).toList();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    return new SiteLog(consumer);
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
  }

  /** Reads on until {@code there} holds. */
  void await(BooleanSupplier there) throws MalformedRecord {
    while (!there.getAsBoolean()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(MOMENT)) {
        take(record);
      }
    }
  }

  /** Reads on until {@code count} more results of {@code camera} come from {@code model}. */
  void awaitMore(int count, String slot, String camera, String model) throws MalformedRecord {
    long before = count(slot, camera, model);
    await(() -> count(slot, camera, model) >= before + count);
  }

  private long count(String slot, String camera, String model) {
    return results.stream()
        .filter(one -> one.slot().equals(slot) && one.frame().camera().equals(camera))
        .filter(one -> id(one).equals(model))
        .count();
  }

  private void take(ConsumerRecord<String, byte[]> record) throws MalformedRecord {
    var place = new LogPosition(record.topic(), record.partition(), record.offset());
    Instant at = Instant.ofEpochMilli(record.timestamp());
    if (record.topic().equals(Topics.DETECTIONS.name())) {
      results.add(ResultCodec.readDetected(record.value()).provenance());
    } else if (FrameHeaders.type(record.headers()).equals(FrameHeaders.SLOT_SWITCHED)) {
      markers.add(new Marker(place, at, CanonicalJson.read(record.value(), SlotState.class)));
    } else {
      frames.put(place, at);
    }
  }

  /** {@code name/version} that made a result. */
  static String id(Provenance result) {
    return result.model().name() + "/" + result.model().version();
  }

  List<Provenance> results(String slot) {
    return results.stream().filter(one -> one.slot().equals(slot)).toList();
  }

  List<Marker> markers(String slot) {
    return markers.stream().filter(one -> one.state().slot().equals(slot)).toList();
  }

  /** When the frame of a result was put into the log. */
  Instant cameAt(Provenance result) {
    return Objects.requireNonNull(frames.get(result.source()), () -> "no frame of " + result);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
