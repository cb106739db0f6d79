package sightline.registry.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The producer with the fixed transactional id. Whatever goes wrong, it is thrown away: only the
 * log knows what became of the last batch.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: closes its producer.
 */
final class LogWriter implements AutoCloseable {

  /** Header with the name of the batch, by which it is found again. */
  static final String COMMIT = "commit";

  private final Clients clients;
  private final LogSettings settings;
  private Producer<byte[], byte[]> producer;

  LogWriter(Clients clients, LogSettings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** Ends what any writer before left open; from now on no other can write. */
  void open() {
    close();
    producer = clients.producer(settings.forWriting());
    producer.initTransactions();
  }

  int partitionsOf(String topic) {
    return producer.partitionsFor(topic).size();
  }

  /** Commits; gives back by partition the offset after the last record. */
  Map<TopicPartition, Long> write(Batch batch, String commit) {
    producer.beginTransaction();
    Map<Integer, Long> offsets = new HashMap<>();
    for (RecordMetadata written : all(batch.markers())) {
      offsets.put(written.partition(), written.offset());
    }
    List<ProducerRecord<byte[], byte[]>> rest = batch.then().apply(offsets);
    rest.forEach(one -> one.headers().add(COMMIT, commit.getBytes(UTF_8)));
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (RecordMetadata written : all(rest)) {
      var partition = new TopicPartition(written.topic(), written.partition());
      ends.merge(partition, written.offset() + 1, Math::max);
    }
    producer.commitTransaction();
    return ends;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO); // never waits for a broker that does not answer
      producer = null;
    }
  }

  private List<RecordMetadata> all(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(one -> sent.add(producer.send(one)));
    List<RecordMetadata> written = new ArrayList<>();
    sent.forEach(one -> written.add(answer(one)));
    return written;
  }

  private RecordMetadata answer(Future<RecordMetadata> sent) {
    try {
      return sent.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException("a record was not taken: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + settings.answerWithin(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing", e);
    }
  }
}
