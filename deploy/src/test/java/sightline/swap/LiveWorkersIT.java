package sightline.swap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord.Switch;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/** Real workers and a real broker; a stand-in decides what they serve. */
@Timeout(120)
class LiveWorkersIT {

  private static final int CAMERAS = 4;

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private StandIn registry;
  private KafkaProducer<String, byte[]> frames;
  private KafkaConsumer<String, byte[]> results;
  private final List<Provenance> found = new ArrayList<>();
  private final Map<String, Long> newest = new HashMap<>(); // sequence by topic and camera
  private final List<InferenceWorkers> workers = new ArrayList<>();
  private final int[] published = new int[CAMERAS];
  private byte[] jpeg;

  @BeforeEach
  void start() throws Exception {
    BrokerConfig log = BrokerConfig.temporary().withData(folder.resolve("log").toString());
    broker = EmbeddedBroker.start(log);
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    registry = new StandIn(broker.bootstrapServers(), folder);
    frames =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer());
    results =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var all =
        IntStream.range(0, Topics.DETECTIONS.partitions())
            .boxed()
            .flatMap(
                p ->
                    List.of(
                        new TopicPartition(Topics.DETECTIONS.name(), p),
                        new TopicPartition(Topics.REJECTIONS.name(), p))
                        .stream())
            .toList();
    results.assign(all);
    results.seekToBeginning(all);
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(160, 120, BufferedImage.TYPE_3BYTE_BGR), "jpg", bytes);
    jpeg = bytes.toByteArray();
  }

  @AfterEach
  void stop() {
    workers.forEach(InferenceWorkers::close);
    results.close();
    frames.close();
    registry.close();
    broker.close();
  }

  @Test
  void shouldLookAtEveryFrameOnceAndWithTheVersionThatItsOffsetSays() throws Exception {
    ServedModel one = registry.version(1);
    ServedModel two = registry.version(2);
    registry.promote(one);
    startWorker();
    startWorker();
    publish(5);
    for (ServedModel next : List.of(two, one, two, one)) {
      registry.announce(next);
      publish(3);
      registry.promote(next);
      publish(3);
    }

    awaitAll();

    requireExactlyOneOfEach();
    assertThat(found).extracting(p -> p.model().version()).contains("1", "2");
  }

  @Test
  void shouldGoOnExactlyWhenAWorkerComesAndAnotherGoes() throws Exception {
    ServedModel one = registry.version(1);
    ServedModel two = registry.version(2);
    registry.promote(one);
    startWorker();
    publish(6);
    registry.promote(two);
    publish(6);
    startWorker();
    registry.promote(one);
    publish(6);
    workers.remove(0).close();
    registry.promote(two);
    publish(6);

    awaitAll();

    requireExactlyOneOfEach();
  }

  @Test
  void shouldHoldThePartitionsUntilTheirModelIsThereAndSayWhy() throws Exception {
    ServedModel one = registry.version(1);
    ServedModel two = registry.hidden(2);
    registry.promote(one);
    InferenceWorkers worker = startWorker();
    publish(4);
    awaitAll();
    registry.promote(two);
    publish(4);
    awaitUntil(() -> worker.whyNotReady().contains("model people/2 of slot people is FAILED"));
    assertThat(found).hasSize(4 * CAMERAS).allMatch(p -> p.model().version().equals("1"));

    registry.give(two, registry.bytes(2));
    awaitAll();

    requireExactlyOneOfEach();
    assertThat(found).hasSize(8 * CAMERAS);
  }

  @Test
  void shouldRejectWhatABrokenVersionShouldHaveLookedAtOnceItIsRolledBack() throws Exception {
    ServedModel one = registry.version(1);
    ServedModel broken = registry.hidden(2);
    registry.promote(one);
    InferenceWorkers worker = startWorker();
    publish(4);
    registry.promote(broken);
    publish(2);
    awaitUntil(() -> worker.whyNotReady().contains("FAILED"));

    registry.promote(one);
    publish(4);
    awaitAll();

    requireExactlyOneOfEach();
    assertThat(found).filteredOn(p -> p.model().version().equals("2")).hasSize(2 * CAMERAS);
  }

  private InferenceWorkers startWorker() throws Exception {
    var settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", broker.bootstrapServers())
            .put("registry", registry.address())
            .put("worker", "worker-" + workers.size())
            .put("port", 0)
            .put("commitInterval", "PT0.2S")
            .put("stateFolder", folder.resolve("state-" + workers.size()).toString());
    InferenceWorkers worker = InferenceWorkers.start(InferenceConfig.read(settings));
    workers.add(worker);
    return worker;
  }

  private void publish(int each) throws Exception {
    for (int n = 0; n < each; n++) {
      for (int camera = 0; camera < CAMERAS; camera++) {
        long sequence = published[camera]++;
        var event =
            new FrameCaptured(
                new FrameId("camera-" + camera, 7, sequence),
                Instant.now(),
                new FrameSize(160, 120),
                Picture.ofJpeg(jpeg),
                new FrameCounts(sequence + 1, sequence + 1, Map.of()),
                QueuePolicy.WAIT);
        frames
            .send(
                new ProducerRecord<>(
                    Topics.FRAMES.name(), camera, "camera-" + camera, jpeg, FrameHeaders.of(event)))
            .get();
      }
    }
  }

  private void awaitAll() throws Exception {
    int expected = IntStream.of(published).sum();
    awaitUntil(() -> found.size() >= expected);
    read(); // whatever comes too much
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void awaitUntil(Condition condition) throws Exception {
    while (!condition.holds()) {
      read();
    }
  }

  private void read() throws Exception {
    for (ConsumerRecord<String, byte[]> record : results.poll(Duration.ofMillis(100))) {
      Provenance one =
          record.topic().equals(Topics.DETECTIONS.name())
              ? ResultCodec.readDetected(record.value()).provenance()
              : ResultCodec.readRejected(record.value()).provenance();
      Long before = newest.put(record.topic() + record.key(), one.frame().sequence());
      assertThat(one.frame().sequence()).isGreaterThan(before == null ? -1 : before);
      found.add(one);
    }
  }

  private void requireExactlyOneOfEach() {
    var seen = new HashSet<FrameId>();
    for (Provenance one : found) {
      assertThat(seen.add(one.frame())).as("one result of %s", one.frame()).isTrue();
      assertThat(one.model().version()).as("at %s", one.source()).isEqualTo(versionAt(one));
    }
    assertThat(seen).hasSize(IntStream.of(published).sum());
  }

  private String versionAt(Provenance one) {
    for (Switch made : registry.switches()) {
      if (made.offsets().get(one.source().partition()) <= one.source().offset()) {
        return made.state().rules().get(0).model().version();
      }
    }
    return "none";
  }
}
