package sightline.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sightline.events.LedgerRow;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Reads topics from their beginning, in the order of their partitions.
 *
 * <p>Threading: one thread.
 */
final class ResultReader implements AutoCloseable {

  /** Sees what was committed, and nothing that a dead worker left behind. */
  static final String COMMITTED = "read_committed";

  /** Sees everything that was ever written. */
  static final String EVERYTHING = "read_uncommitted";

  private static final Duration MOMENT = Duration.ofMillis(20);

  private final KafkaConsumer<String, byte[]> log;

  private ResultReader(KafkaConsumer<String, byte[]> log) {
    this.log = log;
  }

  static ResultReader open(String bootstrapServers, String isolation, Topic... topics) {
    var log =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers, "isolation.level", isolation),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all = Arrays.stream(topics).flatMap(ResultReader::partitions).toList();
    log.assign(all);
    log.seekToBeginning(all);
    return new ResultReader(log);
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
  }

  /** What a detection of so many objects is called in an account. */
  static String outcome(int objects) {
    return objects + " objects";
  }

  /** Notes what has come since the last call, after waiting a moment for more. */
  void readInto(Account account) throws MalformedRecord {
    for (ConsumerRecord<String, byte[]> record : log.poll(MOMENT)) {
      if (record.topic().equals(Topics.DETECTIONS.name())) {
        var event = ResultCodec.readDetected(record.value());
        note(account, record, event.provenance(), outcome(event.detections().size()));
      } else {
        var event = ResultCodec.readRejected(record.value());
        note(account, record, event.provenance(), event.reason().name());
      }
    }
  }

  private static void note(
      Account account, ConsumerRecord<?, ?> record, Provenance provenance, String outcome) {
    account.found(record.topic(), provenance.frame(), provenance.source(), outcome);
  }

  /** Rows of the ledger that have come since the last call. */
  List<LedgerRow> ledgerRows() throws MalformedRecord {
    var rows = new ArrayList<LedgerRow>();
    for (ConsumerRecord<String, byte[]> record : log.poll(MOMENT)) {
      rows.add(CanonicalJson.read(record.value(), LedgerRow.class));
    }
    return rows;
  }

  /** The results up to {@code ends}, those of one camera in their order. */
  List<ObjectsDetected> detectedUpTo(Map<TopicPartition, Long> ends) throws MalformedRecord {
    var results = new ArrayList<ObjectsDetected>();
    while (!hasReached(ends)) {
      for (ConsumerRecord<String, byte[]> record : log.poll(MOMENT)) {
        results.add(ResultCodec.readDetected(record.value()));
      }
    }
    return results;
  }

  /** Where the partitions end, by what this reader can see. */
  Map<TopicPartition, Long> ends() {
    return log.endOffsets(log.assignment());
  }

  /** Whether everything up to {@code ends} has been read. */
  boolean hasReached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(end -> log.position(end.getKey()) >= end.getValue());
  }

  /** How many records come until {@code ends}. */
  int countUpTo(Map<TopicPartition, Long> ends) {
    int records = 0;
    while (!hasReached(ends)) {
      records += log.poll(MOMENT).count();
    }
    return records;
  }

  @Override
  public void close() {
    log.close();
  }
}
