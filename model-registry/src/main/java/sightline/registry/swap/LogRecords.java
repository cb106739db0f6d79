package sightline.registry.swap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.slot.SlotState;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Refused;

/** The records that the registry writes. */
final class LogRecords {

  /** Bytes of a value that fits the topics with its key, headers and framing. */
  static final int MAX_VALUE_BYTES = 1_000_000;

  private LogRecords() {}

  static ProducerRecord<byte[], byte[]> fact(String key, Record value) {
    return record(Topics.MODELS, key, value);
  }

  /** The fact of {@code key} is forgotten. */
  static ProducerRecord<byte[], byte[]> gone(String key) {
    return new ProducerRecord<>(Topics.MODELS.name(), 0, key.getBytes(UTF_8), null);
  }

  static ProducerRecord<byte[], byte[]> audit(AuditEntry entry) {
    return record(Topics.MODEL_AUDIT, entry.subject(), entry);
  }

  /** One in every partition of {@code frames}. */
  static List<ProducerRecord<byte[], byte[]>> markers(SlotState state, Instant at, int partitions) {
    byte[] key = ("slots/" + state.slot()).getBytes(UTF_8);
    byte[] value = CanonicalJson.write(state);
    List<ProducerRecord<byte[], byte[]>> markers = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      markers.add(
          new ProducerRecord<>(Topics.FRAMES.name(), i, key, value, FrameHeaders.of(state, at)));
    }
    return markers;
  }

  private static ProducerRecord<byte[], byte[]> record(Topic topic, String key, Record value) {
    byte[] bytes = CanonicalJson.write(value);
    if (bytes.length > MAX_VALUE_BYTES) {
      throw new Refused(
          Refused.Kind.INVALID,
          "%s takes %d bytes in the log, expected at most %d: a shorter manifest, fewer metrics"
              .formatted(key, bytes.length, MAX_VALUE_BYTES));
    }
    return new ProducerRecord<>(topic.name(), 0, key.getBytes(UTF_8), bytes);
  }
}
