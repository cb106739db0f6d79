package sightline.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;

/**
 * Topics {@code frames} and {@code cameras}. Every record is acknowledged by all replicas in sync
 * and written once. While the broker is away, frames are held up, or wait in the producer, until it
 * is back or the delivery timeout is over.
 *
 * <p>Threading: any thread; sending a frame or heartbeat may block, sending a state never does.
 */
public final class KafkaFrameSink implements FrameSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaFrameSink.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

  /** What stands for topic {@code cameras} among the partitions of {@code frames}. */
  private static final int CAMERAS = -1;

  private final Producer<byte[], byte[]> producer;
  private final LongSupplier clock;
  private final Unacknowledged unacknowledged = new Unacknowledged();
  private final StatePost states = new StatePost("ingest-states");
  private final AtomicReference<String> trouble = new AtomicReference<>("");

  /**
   * @param clock monotonic, ns
   */
  KafkaFrameSink(Producer<byte[], byte[]> producer, LongSupplier clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** Opens the producer; it connects by itself. */
  public static KafkaFrameSink open(ProducerSettings wanted) {
    int deliveryMillis = Math.toIntExact(wanted.deliveryTimeout().toMillis());
    Map<String, Object> settings =
        Map.ofEntries(
            Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, wanted.bootstrapServers()),
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, wanted.name()),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, wanted.batchBytes()),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, (int) wanted.batchWait().toMillis()),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.FRAMES.maxRecordBytes()),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, wanted.bufferBytes()),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(30_000, deliveryMillis)),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, deliveryMillis));
    return new KafkaFrameSink(
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
        System::nanoTime);
  }

  @Override
  public void send(FrameCaptured frame, int partition, Receipt receipt) {
    byte[] key = frame.frame().camera().getBytes(UTF_8);
    send(partition, key, frame.picture().jpeg(), FrameHeaders.of(frame), receipt);
  }

  @Override
  public void send(CameraHeartbeat heartbeat, int partition, Receipt receipt) {
    byte[] key = heartbeat.camera().getBytes(UTF_8);
    send(partition, key, new byte[0], FrameHeaders.of(heartbeat), receipt);
  }

  @Override
  public void send(CameraStatus status) {
    var record =
        new ProducerRecord<>(
            Topics.CAMERAS.name(), status.camera().getBytes(UTF_8), CanonicalJson.write(status));
    states.post(status.camera(), () -> send(record, NOTHING));
  }

  /** Removes the status of a camera that is not configured any more. */
  public void forget(String camera) {
    ProducerRecord<byte[], byte[]> gone =
        new ProducerRecord<>(Topics.CAMERAS.name(), camera.getBytes(UTF_8), null);
    states.post(camera, () -> send(gone, NOTHING));
  }

  /** What keeps records from arriving; empty when the last one did. */
  public String trouble() {
    return trouble.get();
  }

  /** How long a partition has acknowledged nothing although something is on its way to it. */
  public Duration silence() {
    return unacknowledged.longest(clock.getAsLong());
  }

  @Override
  public void close() {
    states.close();
    producer.close(CLOSE_PATIENCE);
  }

  private void send(int partition, byte[] key, byte[] value, Headers headers, Receipt receipt) {
    send(new ProducerRecord<>(Topics.FRAMES.name(), partition, null, key, value, headers), receipt);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears it
  private void send(ProducerRecord<byte[], byte[]> record, Receipt receipt) {
    int partition = record.partition() == null ? CAMERAS : record.partition();
    unacknowledged.sent(partition, clock.getAsLong());
    try {
      producer.send(
          record,
          (metadata, problem) -> {
            unacknowledged.heard(partition, clock.getAsLong());
            if (problem == null) {
              noteTrouble("");
              receipt.acknowledged(metadata.offset());
            } else {
              fail(receipt, problem);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      unacknowledged.heard(partition, clock.getAsLong());
      fail(receipt, e);
    }
  }

  private void fail(Receipt receipt, Exception problem) {
    String why = problem.getClass().getSimpleName() + ": " + problem.getMessage();
    noteTrouble(why);
    receipt.failed(why);
  }

  /** Says once when records stop arriving and once when they arrive again. */
  private void noteTrouble(String now) {
    String before = trouble.getAndSet(now);
    if (before.isEmpty() && !now.isEmpty()) {
      LOG.warn("records are refused: {}", now);
    } else if (!before.isEmpty() && now.isEmpty()) {
      LOG.info("records arrive again");
    }
  }

  private static final Receipt NOTHING =
      new Receipt() {
        @Override
        public void acknowledged(long offset) {}

        @Override
        public void failed(String why) {}
      };
}
