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

/** Writes prepared pictures to topic {@code frames} with ingest's own producer settings. */
final class FrameFeeder implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final List<byte[]> pictures;
  private final FrameSize size;
  private final long epoch = System.currentTimeMillis();
  private final int partition;
  private long sequence;

  FrameFeeder(String bootstrapServers, List<byte[]> pictures, FrameSize size, int partition) {
    this.pictures = pictures;
    this.size = size;
    this.partition = partition;
    var settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.FRAMES.maxRecordBytes());
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /** Sends the next picture. */
  void send() {
    byte[] jpeg = pictures.get((int) (sequence % pictures.size()));
    var frame =
        new FrameCaptured(
            new FrameId("bench-" + partition, epoch, sequence),
            Instant.now(),
            size,
            Picture.ofJpeg(jpeg),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            QueuePolicy.WAIT);
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
