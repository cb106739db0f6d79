package sightline.inference.live;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.SlotRecord;

/**
 * Reads topic {@code models} from its beginning, and for ever.
 *
 * <p>Threading: a thread of its own, {@code models}.
 *
 * <p>Ownership: closes the consumer.
 */
final class ModelsTopic implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ModelsTopic.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topics.MODELS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long END_WITHIN_MILLIS = 10_000;

  private final Consumer<byte[], byte[]> consumer;
  private final LiveSlots live;
  private final Thread thread = new Thread(this::read, "models");
  private volatile boolean closing;

  ModelsTopic(Consumer<byte[], byte[]> consumer, LiveSlots live) {
    this.consumer = consumer;
    this.live = live;
  }

  void start() {
    thread.start();
  }

  private void read() {
    try (consumer) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = -1;
      boolean told = false;
      while (!closing) {
        try {
          end = end < 0 ? consumer.endOffsets(List.of(PARTITION)).get(PARTITION) : end;
          consumer.poll(POLL).forEach(this::take);
          if (!told && consumer.position(PARTITION) >= end) {
            live.allTold();
            told = true;
          }
        } catch (WakeupException | InterruptException e) {
          log.debug("told to end", e);
        } catch (KafkaException e) {
          log.warn("topic models cannot be read: {}", e.toString());
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      synchronized (this) {
        if (!closing) {
          wait(PAUSE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String key =
        record.key() == null
            ? ""
            : new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
    if (!key.startsWith(SlotRecord.KEY) || record.value() == null) {
      return; // the registry's own
    }
    try {
      live.accept(CanonicalJson.read(record.value(), SlotRecord.class));
    } catch (MalformedRecord e) {
      log.error("{} on topic models is passed over: {}", key, e.getMessage());
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    consumer.wakeup();
    try {
      thread.join(END_WITHIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
