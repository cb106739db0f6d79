package sightline.registry.log;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where connections to the broker come from; a test may put something between.
 *
 * <p>Threading: any thread.
 */
public interface Clients {

  Consumer<byte[], byte[]> consumer(Map<String, Object> settings);

  Producer<byte[], byte[]> producer(Map<String, Object> settings);

  Admin admin(Map<String, Object> settings);

  /** Kafka's own. */
  static Clients usual() {
    return new Clients() {
      @Override
      public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(
            settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      }

      @Override
      public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
      }

      @Override
      public Admin admin(Map<String, Object> settings) {
        return Admin.create(settings);
      }
    };
  }
}
