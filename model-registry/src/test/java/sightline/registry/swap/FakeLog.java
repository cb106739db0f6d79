package sightline.registry.swap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.WorkerStatus;
import sightline.registry.log.Batch;
import sightline.registry.log.CommitLog;
import sightline.registry.log.NotWritten;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.ShelfBook;

/**
 * A log of which everything is read at once; it can break.
 *
 * <p>Threading: one thread.
 */
final class FakeLog implements CommitLog {

  static final int PARTITIONS = 3;

  private final ShelfBook book;
  private final Map<Integer, Long> ends = new HashMap<>();
  private final List<String> markerKeys = new ArrayList<>();
  private Knowledge known = Knowledge.NOTHING;
  private boolean broken;

  FakeLog(Clock clock, RegistryMetrics metrics) {
    this.book = new ShelfBook(10, 1_000, clock, metrics);
  }

  Knowledge known() {
    return known;
  }

  /** Keys of all markers, oldest first. */
  List<String> markerKeys() {
    return markerKeys;
  }

  void breakDown(boolean now) {
    broken = now;
  }

  /** A worker says something. */
  void say(WorkerStatus status) {
    byte[] value = CanonicalJson.write(status);
    book.take(Topics.WORKER_STATUS.name(), status.worker(), List.of(value));
    known = book.publish();
  }

  @Override
  public void commit(Batch batch) throws NotWritten {
    if (broken) {
      throw NotWritten.surely("the log is broken");
    }
    Map<Integer, Long> offsets = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> marker : batch.markers()) {
      offsets.put(marker.partition(), ends.merge(marker.partition(), 10L, Long::sum));
      markerKeys.add(new String(marker.key(), UTF_8));
    }
    for (ProducerRecord<byte[], byte[]> one : batch.then().apply(offsets)) {
      book.take(
          one.topic(),
          new String(one.key(), UTF_8),
          one.value() == null ? List.of() : List.of(one.value()));
    }
    known = book.publish();
  }

  @Override
  public int framePartitions() {
    return PARTITIONS;
  }
}
