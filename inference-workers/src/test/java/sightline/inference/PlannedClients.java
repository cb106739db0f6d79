package sightline.inference;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Kafka clients without a broker, whose polls fail as planned and give nothing otherwise. */
final class PlannedClients implements KafkaClientSupplier {

  private static final long POLL_NANOS = 1_000_000;

  /** What the next polls fail with, one each. */
  final Queue<RuntimeException> polls = new ConcurrentLinkedQueue<>();

  /** What the next attempts to make a consumer fail with, one each. */
  final Queue<RuntimeException> openings = new ConcurrentLinkedQueue<>();

  final AtomicInteger consumers = new AtomicInteger();

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    consumers.incrementAndGet();
    RuntimeException failure = openings.poll();
    if (failure != null) {
      throw failure;
    }
    return failing(new MockConsumer<>("earliest"));
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new MockConsumer<>("earliest");
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    throw new UnsupportedOperationException("no global store is used");
  }

  @SuppressWarnings("unchecked")
  private Consumer<byte[], byte[]> failing(Consumer<byte[], byte[]> consumer) {
    return (Consumer<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("poll")) {
                return poll();
              }
              try {
                return method.invoke(consumer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    RuntimeException failure = polls.poll();
    if (failure != null) {
      throw failure;
    }
    LockSupport.parkNanos(POLL_NANOS);
    return ConsumerRecords.empty();
  }
}
