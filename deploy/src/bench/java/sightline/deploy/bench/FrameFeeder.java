package sightline.deploy.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.geometry.FrameSize;

/**
 * Writes prepared pictures of one camera to topic {@code frames} as ingest does: in batches when
 * the camera waits, each at once when it is live.
 */
final class FrameFeeder implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final List<byte[]> pictures;
  private final FrameSize size;
  private final long epoch = System.currentTimeMillis();
  private final String camera;
  private final int partition;
  private long sequence;

  FrameFeeder(String bootstrapServers, List<byte[]> pictures, FrameSize size, int partition) {
    this(producer(bootstrapServers, true), pictures, size, "bench-" + partition, partition);
  }

  FrameFeeder(
      KafkaProducer<String, byte[]> producer,
      List<byte[]> pictures,
      FrameSize size,
      String camera,
      int partition) {
    this.producer = producer;
    this.pictures = pictures;
    this.size = size;
    this.camera = camera;
    this.partition = partition;
  }

  /** A producer like that of ingest, for cameras that wait or for live ones. */
  static KafkaProducer<String, byte[]> producer(String bootstrapServers, boolean waits) {
    var settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, waits ? 20 : 0);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.FRAMES.maxRecordBytes());
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends the next picture; it waits for its turn. */
  void send() {
    send(QueuePolicy.WAIT);
  }

  void send(QueuePolicy policy) {
    byte[] jpeg = pictures.get((int) (sequence % pictures.size()));
    var frame =
        new FrameCaptured(
            new FrameId(camera, epoch, sequence),
            Instant.now(),
            size,
            Picture.ofJpeg(jpeg),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            policy);
    sequence++;
    var record =
        new ProducerRecord<>(
            Topics.FRAMES.name(),
            partition,
            null,
            frame.frame().camera(),
            jpeg,
            FrameHeaders.of(frame));
    producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}
