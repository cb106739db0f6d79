package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;
import sightline.inference.testmodel.BlobDetector;

/** What workers say of themselves while their broker is away, and what becomes of the frames. */
class WorkerHealthIT {

  private static final long SEED = 3;
  private static final int FRAMES = 40;

  /** Within this the workers must say that they are not ready. */
  private static final Duration TRUTH_WITHIN = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Account account = new Account();

  @Test
  void shouldNotBeReadyWithoutABrokerAndLoseNoFrameWhenItIsBack() throws Exception {
    BrokerConfig log = log();
    EmbeddedBroker broker = start(log);
    try (InferenceWorkers workers = InferenceWorkers.start(settings(broker.bootstrapServers()));
        ResultReader results = results(broker.bootstrapServers());
        var producer = producer(broker.bootstrapServers())) {
      var camera = new CameraFeed(producer, new Pictures(), 0, SEED);
      publish(camera);
      await(results, "results", PATIENCE, () -> account.missing().isEmpty());
      await(results, "ready workers", PATIENCE, () -> workers.whyNotReady().isEmpty());
      publish(camera); // and take the broker away while they are at it

      broker.close();
      await(results, "workers not ready", TRUTH_WITHIN, () -> !workers.whyNotReady().isEmpty());
      broker = EmbeddedBroker.start(log);
      await(results, "workers ready again", PATIENCE, () -> workers.whyNotReady().isEmpty());
      publish(camera);
      await(results, "all results", PATIENCE, () -> account.missing().isEmpty());

      account.requireExactlyOnce();
      assertThat(account.frames()).isEqualTo(3 * FRAMES);
    } finally {
      broker.close();
    }
  }

  private void publish(CameraFeed camera) throws Exception {
    for (int frame = 0; frame < FRAMES; frame++) {
      camera.publishFrame();
    }
    camera.settle(account);
  }

  private void await(ResultReader results, String what, Duration limit, BooleanSupplier done)
      throws Exception {
    Instant until = Instant.now().plus(limit);
    while (!done.getAsBoolean()) {
      results.readInto(account);
      if (Instant.now().isAfter(until)) {
        throw new AssertionError(
            "expected %s within %s, found none; of %s".formatted(what, limit, account));
      }
    }
  }

  /** A log that comes back on the port that it had. */
  private BrokerConfig log() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return BrokerConfig.temporary()
          .withData(folder.resolve("log").toString())
          .withPort(socket.getLocalPort());
    }
  }

  private static EmbeddedBroker start(BrokerConfig log) throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(log);
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    return broker;
  }

  private static ResultReader results(String servers) {
    ResultReader results =
        ResultReader.open(servers, ResultReader.COMMITTED, Topics.DETECTIONS, Topics.REJECTIONS);
    results.ends();
    return results;
  }

  private static KafkaProducer<String, byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", servers, "acks", "all", "linger.ms", 0),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private InferenceConfig settings(String servers) throws Exception {
    Path model = Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
    ObjectNode settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", servers)
            .put("model", model.toString())
            .put("stateFolder", folder.resolve("state").toString())
            .put("port", 0);
    return InferenceConfig.read(settings);
  }
}
