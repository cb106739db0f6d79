package sightline.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.SlotState;

/** The switch markers that stand in topic {@code frames}. */
public final class Markers {

  private Markers() {}

  /** Offsets by partition, by revision, of one slot; fails when a marker stands there twice. */
  public static Map<Long, Map<Integer, Long>> of(String slot, String servers)
      throws MalformedRecord {
    Map<Long, Map<Integer, Long>> markers = new TreeMap<>();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.FRAMES.name()).stream()
              .map(one -> new TopicPartition(one.topic(), one.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (var entry : consumer.poll(Duration.ofMillis(200))) {
          if (FrameHeaders.type(entry.headers()).equals(FrameHeaders.SLOT_SWITCHED)) {
            SlotState state = CanonicalJson.read(entry.value(), SlotState.class);
            if (state.slot().equals(slot)) {
              Long twice =
                  markers
                      .computeIfAbsent(state.revision(), any -> new TreeMap<>())
                      .put(entry.partition(), entry.offset());
              if (twice != null) {
                throw new AssertionError(
                    "revision %d stands twice in partition %d"
                        .formatted(state.revision(), entry.partition()));
              }
            }
          }
        }
      }
    }
    return markers;
  }
}
