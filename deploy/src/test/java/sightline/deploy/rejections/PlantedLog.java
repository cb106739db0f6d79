package sightline.deploy.rejections;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.StageTimes;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.inference.outcome.ResultHeaders;

/** A log with frames and outcomes that a test puts there, and a worker that answers as told. */
final class PlantedLog implements AutoCloseable {

  static final long EPOCH = 1_763_800_000_000L;
  static final int PARTITION = 3;
  static final byte[] PICTURE = {5, 6, 7, 8};
  static final byte[] THUMBNAIL = {9, 10};

  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;

  PlantedLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Publishes a frame; the result says where from an outcome of it comes. */
  Provenance frame(String camera, long sequence) throws Exception {
    var event =
        new FrameCaptured(
            new FrameId(camera, EPOCH, sequence),
            Instant.now(),
            new FrameSize(4, 3),
            Picture.ofJpeg(PICTURE),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            QueuePolicy.WAIT);
    RecordMetadata place = send(Topics.FRAMES, camera, FrameHeaders.of(event), PICTURE);
    return provenance(event, place.offset());
  }

  void reject(Provenance from, Reason reason) throws Exception {
    var event = new FrameRejected(from, reason, "a planted reason", Picture.ofJpeg(THUMBNAIL));
    Headers headers = ResultHeaders.of(ResultHeaders.FRAME_REJECTED, from);
    send(Topics.REJECTIONS, from.frame().camera(), headers, ResultCodec.write(event));
  }

  void detect(Provenance from) throws Exception {
    var event = new ObjectsDetected(from, List.of());
    Headers headers = ResultHeaders.of(ResultHeaders.OBJECTS_DETECTED, from);
    send(Topics.DETECTIONS, from.frame().camera(), headers, ResultCodec.write(event));
  }

  /** A rejection whose frame the log holds no more. */
  void rejectGone(String camera, long sequence) throws Exception {
    Provenance there = frame(camera, 1_000 + sequence);
    var gone =
        new Provenance(
            new FrameId(camera, EPOCH, sequence),
            there.slot(),
            there.capturedAt(),
            there.frameSize(),
            there.model(),
            there.source(),
            there.stages());
    reject(gone, Reason.UNREADABLE);
  }

  long framesEnd() {
    try (var consumer = consumer()) {
      var partition = new TopicPartition(Topics.FRAMES.name(), PARTITION);
      return consumer.endOffsets(List.of(partition)).get(partition);
    }
  }

  /** Answers each second look: detected when {@code isGood}, else rejected as FAILED. */
  Worker answerSecondLooks(Predicate<FrameCaptured> isGood) {
    return new Worker(isGood);
  }

  private RecordMetadata send(Topic topic, String key, Headers headers, byte[] value)
      throws Exception {
    return producer.send(new ProducerRecord<>(topic.name(), PARTITION, key, value, headers)).get();
  }

  private static Provenance provenance(FrameCaptured event, long offset) {
    return new Provenance(
        event.frame(),
        "default",
        event.capturedAt(),
        event.size(),
        new ModelRef("blob", "1", "sha256:0", "cpu"),
        new LogPosition(Topics.FRAMES.name(), PARTITION, offset),
        StageTimes.NONE);
  }

  private KafkaConsumer<String, byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close();
  }

  /** A worker on a thread of its own. */
  final class Worker implements AutoCloseable {

    private final List<ConsumerRecord<String, byte[]>> asked = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::work, "planted-worker");
    private final Predicate<FrameCaptured> isGood;
    private volatile boolean closed;

    private Worker(Predicate<FrameCaptured> isGood) {
      this.isGood = isGood;
      thread.start();
    }

    List<ConsumerRecord<String, byte[]>> asked() {
      return asked;
    }

    private void work() {
      try (var consumer = consumer()) {
        var partition = new TopicPartition(Topics.FRAMES.name(), PARTITION);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (!closed) {
          for (var message : consumer.poll(Duration.ofMillis(50))) {
            if (FrameHeaders.type(message.headers()).equals(FrameHeaders.FRAME_REQUEUED)) {
              asked.add(message);
              answer(message);
            }
          }
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private void answer(ConsumerRecord<String, byte[]> message) throws Exception {
      FrameCaptured frame = read(message);
      Provenance from = provenance(frame, message.offset());
      if (isGood.test(frame)) {
        detect(from);
      } else {
        reject(from, Reason.FAILED);
      }
    }

    private static FrameCaptured read(ConsumerRecord<String, byte[]> message)
        throws MalformedRecord {
      return FrameHeaders.readFrame(message.headers(), message.value());
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      thread.join();
    }
  }
}
