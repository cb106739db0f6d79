package sightline.trainer.job.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;

/**
 * Reads topic {@code training-jobs} from its beginning, over and over when the broker goes away;
 * what was heard before is for the desk to know.
 *
 * <p>Threading: a thread of its own, {@code trainer-orders}; start and close from any.
 *
 * <p>Ownership: closes its connection.
 */
public final class OrderReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderReader.class);
  private static final TopicPartition ORDERS = new TopicPartition(Topics.TRAINING_JOBS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  /** Hears orders. */
  public interface Ear {

    /** The log holds orders up to number {@code last}. */
    void logEndsWith(long last);

    /**
     * An order.
     *
     * @param number of the job, if it is a submission
     * @param millis since 1970, when the log took it
     */
    void hear(long number, long millis, byte[] value);
  }

  private final String bootstrapServers;
  private final Ear ear;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "trainer-orders");
  private volatile Consumer<byte[], byte[]> consumer;
  private volatile String trouble = "topic training-jobs has not been read yet";
  private long next;

  private OrderReader(String bootstrapServers, Ear ear) {
    this.bootstrapServers = bootstrapServers;
    this.ear = ear;
    thread.setDaemon(true);
  }

  /** Begins to read. */
  public static OrderReader start(String bootstrapServers, Ear ear) {
    var reader = new OrderReader(bootstrapServers, ear);
    reader.thread.start();
    return reader;
  }

  /** Why orders are not heard now; empty when they are. */
  public Optional<String> trouble() {
    return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
  }

  /** Whether the thread that reads is there. */
  public boolean isLive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(ANSWERED.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (isOpen()) {
      try (var fresh = new KafkaConsumer<byte[], byte[]>(settings())) {
        consumer = fresh;
        read(fresh);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("woken to stop");
      } catch (RuntimeException e) {
        complain("topic training-jobs cannot be read: " + e.getMessage());
      }
      pause();
    }
  }

  private void read(Consumer<byte[], byte[]> reader) {
    List<?> partitions = reader.partitionsFor(ORDERS.topic(), ANSWERED);
    if (partitions == null || partitions.isEmpty()) {
      complain("there is no topic training-jobs");
      return;
    }
    reader.assign(List.of(ORDERS));
    reader.seek(ORDERS, next);
    long end = reader.endOffsets(List.of(ORDERS), ANSWERED).get(ORDERS);
    ear.logEndsWith(end);
    while (isOpen()) {
      if (reader.position(ORDERS, ANSWERED) >= end) {
        trouble = "";
      }
      for (ConsumerRecord<byte[], byte[]> order : reader.poll(POLL)) {
        ear.hear(order.offset() + 1, order.timestamp(), order.value());
        next = order.offset() + 1;
      }
    }
  }

  /** Once, not every two seconds. */
  private void complain(String sentence) {
    if (!trouble.equals(sentence)) {
      LOG.warn("{}", sentence);
      trouble = sentence;
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("no more orders are read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "sightline-trainer-orders",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
        "",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }
}
