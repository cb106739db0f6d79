package sightline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.FrameCaptured;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.ingest.Ingest;
import sightline.ingest.IngestConfig;
import sightline.registry.ModelRegistry;
import sightline.registry.RegistryConfig;

/** From the command line through registry and log to the frames of a camera that runs. */
@Timeout(120)
class CameraChangeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private ModelRegistry registry;
  private Ingest ingest;
  private KafkaConsumer<byte[], byte[]> log;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(BrokerConfig.temporary());
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    registry =
        ModelRegistry.start(
            RegistryConfig.read(settings().put("storeFolder", folder.resolve("store").toString())));
    ingest = startIngest();
    log =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    log.assign(
        log.partitionsFor(Topics.FRAMES.name()).stream()
            .map(one -> new TopicPartition(one.topic(), one.partition()))
            .toList());
    log.seekToBeginning(log.assignment());
  }

  @AfterEach
  void stop() {
    log.close();
    ingest.close();
    registry.close();
    broker.close();
  }

  @Test
  void shouldChangeARunningCameraAndKeepThatUntilItIsTakenBack() throws Exception {
    List<FrameCaptured> before = read(seen -> of("yard", seen).size() >= 5);
    long epoch = of("yard", before).get(0).frame().epoch();
    long epochOfGate = of("gate", read(seen -> !of("gate", seen).isEmpty())).get(0).frame().epoch();
    assertThat(before).allMatch(frame -> frame.policy().priority() == 5);

    assertThat(run("set", "yard", "framesPerSecond=2", "priority=1")).isZero();
    List<FrameCaptured> changed = of("yard", read(seen -> urgent(seen).size() >= 6));

    List<FrameCaptured> urgent = urgent(changed);
    assertThat(urgent).allMatch(frame -> frame.frame().epoch() == epoch);
    assertThat(gap(urgent)).isGreaterThan(Duration.ofMillis(400));
    List<FrameCaptured> gate = of("gate", read(seen -> of("gate", seen).size() >= 5));
    assertThat(gate)
        .allMatch(frame -> frame.policy().priority() == 5)
        .allMatch(frame -> frame.frame().epoch() == epochOfGate);
    assertThat(gap(gate)).isLessThan(Duration.ofMillis(400));

    ingest.close();
    ingest = startIngest();
    List<FrameCaptured> restarted = read(seen -> after(epoch, seen).size() >= 3);
    assertThat(after(epoch, restarted)).allMatch(frame -> frame.policy().priority() == 1);

    assertThat(run("reset", "yard")).isZero();
    read(seen -> of("yard", seen).stream().anyMatch(frame -> frame.policy().priority() == 5));
  }

  private Ingest startIngest() throws Exception {
    ObjectNode settings = settings();
    var cameras = settings.putArray("cameras");
    for (String name : List.of("yard", "gate")) {
      cameras
          .addObject()
          .put("name", name)
          .put("location", "scene:junction?size=64x64&fps=5&day=0");
    }
    return Ingest.start(IngestConfig.read(settings));
  }

  private ObjectNode settings() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("port", 0)
        .put("bootstrapServers", broker.bootstrapServers());
  }

  /** Asks again while the registry has not found out that it is the one that writes. */
  private int run(String command, String... arguments) {
    var all = new ArrayList<>(List.of("cameras", command));
    all.addAll(List.of(arguments));
    all.add("--registry=http://127.0.0.1:" + registry.port());
    long end = System.nanoTime() + PATIENCE.toNanos();
    int exit = Sightline.run(all.toArray(String[]::new));
    while (exit != 0 && System.nanoTime() < end) {
      log.poll(Duration.ZERO);
      exit = Sightline.run(all.toArray(String[]::new));
    }
    return exit;
  }

  /** The frames that come from now on, until they are as expected. */
  private List<FrameCaptured> read(Predicate<List<FrameCaptured>> enough) throws MalformedRecord {
    List<FrameCaptured> frames = new ArrayList<>();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.test(frames)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not seen within %s: %s".formatted(PATIENCE, frames));
      }
      for (ConsumerRecord<byte[], byte[]> one : log.poll(Duration.ofMillis(100))) {
        if (FrameHeaders.type(one.headers()).equals(FrameHeaders.FRAME_CAPTURED)) {
          frames.add(FrameHeaders.readFrame(one.headers(), one.value()));
        }
      }
    }
    return frames;
  }

  private static List<FrameCaptured> of(String camera, List<FrameCaptured> frames) {
    return frames.stream().filter(frame -> frame.frame().camera().equals(camera)).toList();
  }

  private static List<FrameCaptured> urgent(List<FrameCaptured> frames) {
    return of("yard", frames).stream().filter(frame -> frame.policy().priority() == 1).toList();
  }

  private static List<FrameCaptured> after(long epoch, List<FrameCaptured> frames) {
    return of("yard", frames).stream().filter(frame -> frame.frame().epoch() > epoch).toList();
  }

  /** The usual time between two, without the first, which may be of the rate before. */
  private static Duration gap(List<FrameCaptured> frames) {
    FrameCaptured first = frames.get(1);
    FrameCaptured last = frames.get(frames.size() - 1);
    return Duration.between(first.capturedAt(), last.capturedAt()).dividedBy(frames.size() - 2);
  }
}
