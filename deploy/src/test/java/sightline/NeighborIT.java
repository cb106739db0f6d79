package sightline;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.AllInOne;
import sightline.deploy.PlatformConfig;
import sightline.deploy.Progress;
import sightline.deploy.broker.BrokerConfig;
import sightline.events.CameraStatus;
import sightline.events.CameraStatus.State;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.ResultCodec;
import sightline.inference.testmodel.BlobDetector;

/** Two cameras in one platform: what one of them suffers is nothing to the other. */
class NeighborIT {

  private static final int RESULTS = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<Long> sequences = new ArrayList<>();
  private final Map<String, CameraStatus> cameras = new HashMap<>();

  @Test
  void shouldGoOnWithOneCameraWhileAnotherCannotBeReached() throws Exception {
    try (AllInOne platform = AllInOne.start(site(), Progress.QUIET);
        KafkaConsumer<String, byte[]> log = follow(platform.bootstrapServers())) {
      Instant until = Instant.now().plus(PATIENCE);
      while ((sequences.size() < RESULTS || !isGivenUp("yard")) && Instant.now().isBefore(until)) {
        for (ConsumerRecord<String, byte[]> message : log.poll(Duration.ofMillis(200))) {
          accept(message);
        }
      }
    }

    assertThat(cameras.get("yard").state()).isIn(State.RECONNECTING, State.OFFLINE);
    assertThat(cameras.get("gate").state()).isEqualTo(State.LIVE);
    assertThat(sequences).hasSizeGreaterThanOrEqualTo(RESULTS);
    long first = sequences.get(0);
    List<Long> gapless = IntStream.range(0, sequences.size()).mapToObj(n -> first + n).toList();
    assertThat(sequences).isEqualTo(gapless);
  }

  private void accept(ConsumerRecord<String, byte[]> message) throws Exception {
    if (message.topic().equals(Topics.CAMERAS.name())) {
      cameras.put(message.key(), CanonicalJson.read(message.value(), CameraStatus.class));
    } else {
      var frame = ResultCodec.readDetected(message.value()).provenance().frame();
      assertThat(frame.camera()).isEqualTo("gate");
      sequences.add(frame.sequence());
    }
  }

  private boolean isGivenUp(String camera) {
    CameraStatus status = cameras.get(camera);
    return status != null
        && (status.state() == State.RECONNECTING || status.state() == State.OFFLINE);
  }

  private PlatformConfig site() throws Exception {
    Path model = Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
    ObjectNode ingest = json().put("port", 0);
    var list = ingest.putArray("cameras");
    list.addObject()
        .put("name", "gate")
        .put("location", "scene:junction?seed=7&day=0")
        .put("whenBehind", "WAIT");
    list.addObject()
        .put("name", "yard")
        .put("location", "http://127.0.0.1:%d/stream.mjpg".formatted(closedPort()));
    ObjectNode inference = json().put("port", 0).put("model", model.toString());
    return new PlatformConfig(
        BrokerConfig.temporary(), ingest, inference, json().put("port", 0), json().put("port", 0));
  }

  private static int closedPort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static KafkaConsumer<String, byte[]> follow(String servers) {
    var log =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> all =
        Stream.of(Topics.CAMERAS, Topics.DETECTIONS)
            .flatMap(NeighborIT::partitions)
            .collect(toList());
    log.assign(all);
    log.seekToBeginning(all);
    return log;
  }

  private static Stream<TopicPartition> partitions(Topic topic) {
    return IntStream.range(0, topic.partitions())
        .mapToObj(partition -> new TopicPartition(topic.name(), partition));
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
