package sightline.deploy.rejections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerFailed;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Sends rejected frames through the workers once more and waits for what becomes of them.
 *
 * <p>Threading: one thread.
 */
final class SecondLook {

  private static final String ID = "ce_id";
  private static final String TYPE = "ce_type";

  /** Longest wait until the broker has a record. */
  private static final int DELIVERY_MILLIS = 30_000;

  private final String bootstrapServers;
  private final String version;
  private final Map<String, SecondOutcome> outcomes = new LinkedHashMap<>();

  /**
   * @param version {@code name/version} that is to look; empty for the current one
   */
  SecondLook(String bootstrapServers, String version) {
    this.bootstrapServers = bootstrapServers;
    this.version = version;
  }

  /**
   * Sends each of {@code rejections}; the result says of each, in this order, what became of it.
   */
  List<SecondOutcome> take(List<Rejection> rejections, Duration wait) throws BrokerFailed {
    try (RecordLog frames = RecordLog.open(bootstrapServers);
        RecordLog results = RecordLog.open(bootstrapServers)) {
      results.seekToEnd(
          List.of(Topics.DETECTIONS, Topics.SEGMENTATIONS, Topics.ANOMALIES, Topics.REJECTIONS));
      send(frames, rejections);
      await(results, wait);
      return List.copyOf(outcomes.values());
    }
  }

  private void send(RecordLog frames, List<Rejection> rejections) throws BrokerFailed {
    try (var producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
      for (Rejection rejection : rejections) {
        Optional<ConsumerRecord<String, byte[]>> first = FirstLook.find(frames, rejection);
        if (first.isEmpty()) {
          put(SecondOutcome.gone(rejection.id()));
        } else {
          producer.send(secondLook(first.get(), rejection.id())).get();
          put(SecondOutcome.unanswered(rejection.id()));
        }
      }
    } catch (ExecutionException | KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new BrokerFailed(
          "Kafka at %s does not take the frame: %s"
              .formatted(bootstrapServers, reason.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerFailed("interrupted while frames were sent", e);
    }
  }

  private void put(SecondOutcome outcome) {
    outcomes.put(outcome.id().toString(), outcome);
  }

  /** The same record, but for its type and the two headers that ask for the second look. */
  ProducerRecord<String, byte[]> secondLook(ConsumerRecord<String, byte[]> first, RejectionId id) {
    Headers headers = new RecordHeaders();
    for (Header header : first.headers()) {
      headers.add(header);
    }
    replace(headers, TYPE, FrameHeaders.FRAME_REQUEUED);
    replace(headers, FrameHeaders.REQUEUE_SLOT, id.slot());
    replace(headers, FrameHeaders.REQUEUE_VERSION, version);
    return new ProducerRecord<>(
        first.topic(), first.partition(), first.key(), first.value(), headers);
  }

  private static void replace(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(UTF_8));
  }

  private void await(RecordLog results, Duration wait) throws BrokerFailed {
    long deadline = System.nanoTime() + wait.toNanos();
    while (isOpen() && System.nanoTime() - deadline < 0) {
      for (ConsumerRecord<String, byte[]> message : results.next()) {
        Header id = message.headers().lastHeader(ID);
        SecondOutcome before = id == null ? null : outcomes.get(new String(id.value(), UTF_8));
        if (before != null && before.isOpen()) {
          put(read(before.id(), message));
        }
      }
    }
  }

  private boolean isOpen() {
    return outcomes.values().stream().anyMatch(SecondOutcome::isOpen);
  }

  private static SecondOutcome read(RejectionId id, ConsumerRecord<String, byte[]> message) {
    try {
      if (message.topic().equals(Topics.ANOMALIES.name())) {
        return SecondOutcome.inferred(id, ResultCodec.readAnomaly(message.value()));
      }
      if (!message.topic().equals(Topics.REJECTIONS.name())) {
        ObjectsDetected event = ResultCodec.readDetected(message.value());
        return SecondOutcome.inferred(id, event);
      }
      FrameRejected event = ResultCodec.readRejected(message.value());
      return SecondOutcome.rejected(id, event);
    } catch (MalformedRecord e) {
      return SecondOutcome.unanswered(id);
    }
  }

  /** Outcomes of a run that sends nothing: which pictures are there. */
  static List<SecondOutcome> rehearse(String bootstrapServers, List<Rejection> rejections)
      throws BrokerFailed {
    var outcomes = new ArrayList<SecondOutcome>();
    try (RecordLog frames = RecordLog.open(bootstrapServers)) {
      for (Rejection rejection : rejections) {
        outcomes.add(
            FirstLook.find(frames, rejection).isPresent()
                ? SecondOutcome.possible(rejection.id())
                : SecondOutcome.gone(rejection.id()));
      }
    }
    return outcomes;
  }

  private Map<String, Object> settings() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        Topics.FRAMES.maxRecordBytes(),
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        DELIVERY_MILLIS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        DELIVERY_MILLIS / 2,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        DELIVERY_MILLIS,
        ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "");
  }
}
