package sightline.ingest.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.slot.CameraChange;

/**
 * Reads topic {@code models} from its beginning and brings what is changed of cameras to the {@link
 * ChangeBook}. Without the topic nothing is changed; it may come later.
 *
 * <p>Threading: a thread of its own, {@code ingest-changes}; start and close from any.
 *
 * <p>Ownership: closes its connection.
 */
public final class ChangeReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChangeReader.class);
  private static final TopicPartition LOG_OF_MODELS = new TopicPartition(Topics.MODELS.name(), 0);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  private final String bootstrapServers;
  private final ChangeBook book;
  private final CountDownLatch readToEnd = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "ingest-changes");
  private volatile Consumer<byte[], byte[]> consumer;
  private String complaint = "";
  private long next; // not from the beginning again: cameras would obey their old changes

  private ChangeReader(String bootstrapServers, ChangeBook book) {
    this.bootstrapServers = bootstrapServers;
    this.book = book;
    thread.setDaemon(true);
  }

  /**
   * Begins to read, and waits until everything is read that stands there now.
   *
   * @param patience after which cameras begin without, and are changed later
   */
  public static ChangeReader start(String bootstrapServers, ChangeBook book, Duration patience) {
    var reader = new ChangeReader(bootstrapServers, book);
    reader.thread.start();
    try {
      if (!reader.readToEnd.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(
            "what was changed of cameras was not read within {}: they begin as the site file says",
            patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return reader;
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
        if (isThere(fresh)) {
          read(fresh);
        } else {
          complain("there is no topic models: nothing is changed of cameras while they run");
          readToEnd.countDown();
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("woken to stop");
      } catch (RuntimeException e) {
        complain("changes of cameras cannot be read: " + e.getMessage());
      }
      pause();
    }
  }

  private Map<String, Object> settings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "sightline-ingest-changes",
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        ByteArrayDeserializer.class);
  }

  private static boolean isThere(Consumer<byte[], byte[]> reader) {
    List<?> partitions = reader.partitionsFor(Topics.MODELS.name(), ANSWERED);
    return partitions != null && !partitions.isEmpty();
  }

  private void read(Consumer<byte[], byte[]> reader) {
    reader.assign(List.of(LOG_OF_MODELS));
    reader.seek(LOG_OF_MODELS, next);
    long end = reader.endOffsets(List.of(LOG_OF_MODELS), ANSWERED).get(LOG_OF_MODELS);
    while (isOpen()) {
      if (reader.position(LOG_OF_MODELS, ANSWERED) >= end) {
        complaint = "";
        readToEnd.countDown();
      }
      reader.poll(POLL).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> entry) {
    next = entry.offset() + 1;
    String key = entry.key() == null ? "" : new String(entry.key(), UTF_8);
    if (!key.startsWith(CameraChange.KEY)) {
      return;
    }
    String camera = key.substring(CameraChange.KEY.length());
    try {
      book.take(
          camera,
          entry.value() == null
              ? Map.of()
              : CanonicalJson.read(entry.value(), CameraChange.class).settings());
    } catch (MalformedRecord | RuntimeException e) { // a bad record must not end all changes
      LOG.warn("camera {}: a change cannot be read: {}", camera, e.getMessage());
    }
  }

  /** Once, not every two seconds. */
  private void complain(String sentence) {
    if (!complaint.equals(sentence)) {
      LOG.warn("{}", sentence);
      complaint = sentence;
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      if (closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("no more changes are read");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
