package sightline.dashboards.log;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sightline.dashboards.training.JobRequests;
import sightline.events.Topics;

/**
 * Writes wishes to topic {@code training-jobs}, one at a time.
 *
 * <p>Threading: any thread; one lock.
 *
 * <p>Ownership: closes its producer, which is made for the first wish.
 */
final class JobLog implements JobRequests, AutoCloseable {

  private static final int PATIENCE_MILLIS = 5_000;

  private final LogSettings settings;
  private KafkaProducer<byte[], byte[]> producer;

  JobLog(LogSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized long send(byte[] value) {
    try {
      if (producer == null) {
        producer = new KafkaProducer<>(properties());
      }
      var wish = new ProducerRecord<byte[], byte[]>(Topics.TRAINING_JOBS.name(), 0, null, value);
      return producer.send(wish).get(2L * PATIENCE_MILLIS, TimeUnit.MILLISECONDS).offset();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      String why = e.getCause() == null ? "it does not answer" : e.getCause().getMessage();
      throw new Lost("the Kafka broker did not take it: " + why, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Lost("the dashboards stop", e);
    }
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
  }

  private Map<String, Object> properties() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        settings.bootstrapServers(),
        ProducerConfig.CLIENT_ID_CONFIG,
        "sightline-dashboards-jobs",
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        1,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        PATIENCE_MILLIS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        PATIENCE_MILLIS,
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        PATIENCE_MILLIS);
  }
}
