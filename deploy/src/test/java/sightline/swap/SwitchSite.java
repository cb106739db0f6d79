package sightline.swap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.jvm.LoopbackPort;
import sightline.deploy.models.ImportWatch;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.Upload;
import sightline.deploy.models.Waiting;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.soak.count.LogFollower;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.process.ChildJvm;
import sightline.deploy.soak.process.RegistryProcess;
import sightline.deploy.soak.swap.judge.SwapReader;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;
import sightline.inference.testmodel.BlobDetector;

/**
 * A broker and two workers in this process, a registry in one of its own, and a few cameras.
 *
 * <p>Threading: one thread; frames are published on another.
 *
 * <p>Ownership: stops what it started in the opposite order.
 */
final class SwitchSite implements AutoCloseable {

  static final String MODEL = "people";
  private static final List<String> WORKERS = List.of("worker-a", "worker-b");
  private static final String HOST = "127.0.0.1";
  private static final int HEAP = 256;
  private static final int CAMERAS = 4;
  private static final int FRAME_MILLIS = 100;

  private final Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final SwapReader reader = new SwapReader();
  private final ScheduledExecutorService cameras = Executors.newSingleThreadScheduledExecutor();
  private EmbeddedBroker broker;
  private Child registry;
  private RegistryClient client;

  private SwitchSite(Path folder) {
    this.folder = folder;
  }

  static SwitchSite start(Path folder) throws Exception {
    var site = new SwitchSite(folder);
    try {
      site.startLog();
      site.startRegistry();
      for (String worker : WORKERS) {
        site.startWorker(worker);
      }
      return site;
    } catch (Exception | Error e) {
      site.close();
      throw e;
    }
  }

  private void startLog() throws Exception {
    broker =
        keep(
            EmbeddedBroker.start(
                BrokerConfig.temporary().withData(folder.resolve("log").toString())));
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    keep(LogFollower.start(broker.bootstrapServers(), SwapReader.TOPICS, reader::accept));
  }

  private void startRegistry() throws Exception {
    int port = LoopbackPort.free();
    ObjectNode section = JsonNodeFactory.instance.objectNode().put("host", HOST).put("port", port);
    ObjectNode whole =
        RegistrySection.complete(
            section, broker.bootstrapServers(), "sightline-workers", folder.resolve("store"));
    Path settings = Files.writeString(folder.resolve("registry.yaml"), whole.toString());
    var arguments = List.of(settings.toString());
    registry =
        keep(
            new Child(
                "registry",
                new ChildJvm(RegistryProcess.class, HEAP, folder.resolve("registry"), arguments)));
    registry.start();
    client = new RegistryClient(URI.create(RegistrySection.url(HOST, port)));
  }

  private void startWorker(String name) throws Exception {
    var settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", broker.bootstrapServers())
            .put("registry", client.registry().toString())
            .put("worker", name)
            .put("port", 0)
            .put("commitInterval", "PT0.2S")
            .put("modelFolder", folder.resolve(name + "-models").toString())
            .put("stateFolder", folder.resolve(name + "-state").toString());
    keep(InferenceWorkers.start(InferenceConfig.read(settings)));
  }

  /** Imports the net with another threshold, and so another digest; gives back its name. */
  String importVersion(double minScore, Waiting waiting) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(BlobDetector.bytes());
    byte letter = (byte) ('a' + Math.round(minScore * 10));
    bytes.write(new byte[] {0x32, 1, letter}); // doc_string, of no effect
    Path file = Files.write(folder.resolve("net-%s.onnx".formatted(minScore)), bytes.toByteArray());
    var upload = new Upload(file, MODEL, "", "tester", "");
    JsonNode end =
        new ImportWatch(client, waiting, line -> {})
            .await(client.upload(upload.path(), file, sent -> {}));
    if (!ImportWatch.isStored(end)) {
      throw new IllegalStateException(ImportWatch.problem(end));
    }
    return MODEL + "/" + ImportWatch.version(end);
  }

  /** Frames come from now on, until {@link #endCameras}. */
  void startCameras() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(160, 120, BufferedImage.TYPE_3BYTE_BGR), "jpg", bytes);
    var frames =
        keep(
            new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
    var source = new Source(frames, bytes.toByteArray());
    var ignored = cameras.scheduleAtFixedRate(source::next, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Publishes frame after frame, of one camera after the other. */
  private static final class Source {
    private final KafkaProducer<String, byte[]> log;
    private final byte[] jpeg;
    private int count;

    Source(KafkaProducer<String, byte[]> log, byte[] jpeg) {
      this.log = log;
      this.jpeg = jpeg;
    }

    void next() {
      String camera = "camera-" + count % CAMERAS;
      long sequence = count / CAMERAS;
      var event =
          new FrameCaptured(
              new FrameId(camera, 7, sequence),
              Instant.now(),
              new FrameSize(160, 120),
              Picture.ofJpeg(jpeg),
              new FrameCounts(sequence + 1, sequence + 1, Map.of()),
              QueuePolicy.WAIT);
      var ignored =
          log.send(
              new ProducerRecord<>(
                  Topics.FRAMES.name(), count % CAMERAS, camera, jpeg, FrameHeaders.of(event)));
      count++;
    }
  }

  void endCameras() throws InterruptedException {
    cameras.shutdown();
    if (!cameras.awaitTermination(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the cameras do not end");
    }
  }

  RegistryClient client() {
    return client;
  }

  Child registry() {
    return registry;
  }

  SwapReader reader() {
    return reader;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Whether both workers look with {@code model} at all partitions, and let nothing wait. */
  boolean isServed(String model) throws Exception {
    var partitions = new java.util.TreeSet<Integer>();
    int live = 0;
    for (JsonNode worker : client.get(RegistryPath.of("workers")).body().path("workers")) {
      live += worker.path("live").asBoolean() ? 1 : 0;
      JsonNode status = worker.path("status");
      if (!status.path("held").isEmpty()) {
        return false;
      }
      for (JsonNode version : status.path("versions")) {
        boolean looks = !version.path("partitions").isEmpty();
        if (looks && !version.path("model").asText().equals(model)) {
          return false;
        }
        version.path("partitions").forEach(one -> partitions.add(one.asInt()));
      }
    }
    return live == WORKERS.size() && partitions.size() == Topics.FRAMES.partitions();
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() throws Exception {
    cameras.shutdownNow();
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
