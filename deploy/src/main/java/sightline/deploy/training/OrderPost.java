package sightline.deploy.training;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerFailed;
import sightline.events.Topics;
import sightline.trainer.job.topic.JobRecord;

/** Writes one order into the log. */
final class OrderPost {

  private static final int ANSWER_MILLIS = 10_000;

  private OrderPost() {}

  /**
   * Writes {@code order}.
   *
   * @return the number of the job, if it is a submission
   */
  static long send(String bootstrapServers, JobRecord order)
      throws BrokerFailed, InterruptedException {
    try (var producer =
        new KafkaProducer<>(
            settings(bootstrapServers), new StringSerializer(), new ByteArraySerializer())) {
      var message =
          new ProducerRecord<String, byte[]>(Topics.TRAINING_JOBS.name(), JobRecord.write(order));
      return producer.send(message).get().offset() + 1;
    } catch (ExecutionException e) {
      throw failed(bootstrapServers, e.getCause());
    } catch (KafkaException e) {
      throw failed(bootstrapServers, e.getCause() == null ? e : e.getCause());
    }
  }

  private static BrokerFailed failed(String bootstrapServers, Throwable e) {
    return new BrokerFailed(
        "Kafka at %s did not take the order: %s".formatted(bootstrapServers, e.getMessage()), e);
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
        ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER_MILLIS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS / 2,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ANSWER_MILLIS,
        ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
  }
}
