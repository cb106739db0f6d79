package sightline.registry.log;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records that stand in the log together or not at all.
 *
 * @param markers written first
 * @param then the rest, made when it is known at which offset of which partition the markers stand
 */
public record Batch(
    List<ProducerRecord<byte[], byte[]>> markers,
    Function<Map<Integer, Long>, List<ProducerRecord<byte[], byte[]>>> then) {

  /** No markers. */
  public static Batch of(List<ProducerRecord<byte[], byte[]>> records) {
    return new Batch(List.of(), offsets -> records);
  }
}
