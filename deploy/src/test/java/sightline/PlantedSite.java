package sightline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.dashboards.Dashboards;
import sightline.dashboards.DashboardsConfig;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
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
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * A log into which a test writes what cameras, workers and training jobs would, and dashboards that
 * read it.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: stops broker and dashboards.
 */
final class PlantedSite implements AutoCloseable {

  private static final FrameSize SIZE = new FrameSize(320, 180);
  private static final long EPOCH = System.currentTimeMillis();

  private final EmbeddedBroker broker;
  private final KafkaProducer<String, byte[]> producer;
  private final Dashboards dashboards;

  private PlantedSite(
      EmbeddedBroker broker, KafkaProducer<String, byte[]> producer, Dashboards dashboards) {
    this.broker = broker;
    this.producer = producer;
    this.dashboards = dashboards;
  }

  static PlantedSite start(List<LiveAccuracy> accuracy) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary());
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
            new StringSerializer(),
            new ByteArraySerializer());
    var keys = JsonNodeFactory.instance.objectNode().put("port", 0);
    keys.put("bootstrapServers", broker.bootstrapServers()).putArray("registry");
    return new PlantedSite(
        broker, producer, Dashboards.start(DashboardsConfig.read(keys), () -> accuracy));
  }

  int port() {
    return dashboards.port();
  }

  /** A record of a training job. */
  void tell(long job, String type, byte[] value, Map<String, String> headers) throws Exception {
    var all = new RecordHeaders();
    all.add("ce_type", ("sightline.training." + type + ".v1").getBytes(UTF_8));
    headers.forEach((name, text) -> all.add(name, text.getBytes(UTF_8)));
    send(Topics.TRAINING_PROGRESS, String.valueOf(job), all, value);
  }

  /** A picture, an object in it, and what a model says of the whole. */
  void frame(String camera, long sequence, float score) throws Exception {
    var picture =
        new FrameCaptured(
            new FrameId(camera, EPOCH, sequence),
            Instant.now(),
            SIZE,
            jpeg(new Color(60, 70, 80)),
            new FrameCounts(sequence + 1, sequence + 1, Map.of()),
            QueuePolicy.WAIT);
    send(Topics.FRAMES, camera, FrameHeaders.of(picture), picture.picture().jpeg());
    var person = new Detection(new Box(200, 60, 230, 140), 0, "person", .9f);
    var boxes = new ObjectsDetected(of(picture, "people"), List.of(person));
    send(Topics.DETECTIONS, camera, new RecordHeaders(), ResultCodec.write(boxes));
    var heat = new AnomalyFound(of(picture, "normality"), score, 1, jpeg(new Color(255, 255, 255)));
    send(Topics.ANOMALIES, camera, new RecordHeaders(), ResultCodec.write(heat));
  }

  private static Provenance of(FrameCaptured picture, String slot) {
    return new Provenance(
        picture.frame(),
        slot,
        picture.capturedAt(),
        SIZE,
        new ModelRef(slot, "1", "sha256:" + "0".repeat(64), "cpu"),
        new LogPosition(Topics.FRAMES.name(), 0, picture.frame().sequence()),
        StageTimes.NONE);
  }

  /** A picture of one color on the left half, black on the right. */
  static Picture jpeg(Color color) throws IOException {
    var image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
    var drawing = image.createGraphics();
    drawing.setColor(color);
    drawing.fillRect(0, 0, SIZE.width() / 2, SIZE.height());
    drawing.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return Picture.ofJpeg(bytes.toByteArray());
  }

  private void send(Topic topic, String key, Headers headers, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic.name(), 0, key, value, headers)).get();
  }

  @Override
  public void close() {
    dashboards.close();
    producer.close();
    broker.close();
  }
}
