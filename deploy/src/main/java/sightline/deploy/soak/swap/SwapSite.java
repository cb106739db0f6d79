package sightline.deploy.soak.swap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.jvm.LoopbackPort;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.soak.count.LogFollower;
import sightline.deploy.soak.process.BrokerMain;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.process.ChildJvm;
import sightline.deploy.soak.process.RegistryProcess;
import sightline.deploy.soak.process.WorkerMain;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.swap.judge.SwapReader;
import sightline.events.Topics;
import sightline.ingest.Ingest;
import sightline.ingest.IngestConfig;
import sightline.ingest.IngestRefused;

/**
 * The platform that is swapped on: broker, registry and two workers in processes of their own,
 * ingest with generated cameras in this one, and a reader that judges.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: stops what it started in the opposite order, also when start fails half-way.
 */
final class SwapSite implements AutoCloseable {

  /** So few that markers are met soon also where thirty frames a second are too many. */
  private static final int LEAD = 40;

  private static final Logger LOG = LoggerFactory.getLogger(SwapSite.class);

  private static final Duration BROKER_START = Duration.ofSeconds(90);
  private static final int HEAP = 512;
  private static final String WORKERS = "sightline-workers";
  private static final String HOST = "127.0.0.1";

  private final SwapOptions options;
  private final SwapReader reader;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Map<String, Child> workers = new LinkedHashMap<>();
  private final Path store;
  private String bootstrapServers;
  private String registryUrl;
  private Child registry;
  private Ingest ingest;

  private SwapSite(SwapOptions options, SwapReader reader) {
    this.options = options;
    this.reader = reader;
    this.store = options.folder().resolve("models");
  }

  /**
   * Starts everything but the cameras.
   *
   * @throws SoakFailed when a part does not start
   */
  static SwapSite start(SwapOptions options, SwapReader reader)
      throws SoakFailed, InterruptedException {
    var site = new SwapSite(options, reader);
    try {
      site.startLog();
      site.startRegistry();
      site.startWorkers();
      return site;
    } catch (IOException | BrokerFailed e) {
      site.close();
      throw new SoakFailed(e.getMessage(), e);
    } catch (SoakFailed | InterruptedException | RuntimeException | Error e) {
      site.close();
      throw e;
    }
  }

  private void startLog() throws IOException, BrokerFailed, SoakFailed, InterruptedException {
    int port = LoopbackPort.free();
    bootstrapServers = HOST + ":" + port;
    String data = options.folder().resolve("broker-data").toString();
    Child broker = child("broker", BrokerMain.class, List.of(data, Integer.toString(port)));
    broker.start();
    if (!broker.awaitReady(BROKER_START)) {
      throw new SoakFailed("the broker did not start: " + broker.lastWords());
    }
    new TopicSetup(bootstrapServers).ensure(Topics.all());
    keep(LogFollower.start(bootstrapServers, SwapReader.TOPICS, reader::accept));
  }

  private void startRegistry() throws IOException {
    int port = LoopbackPort.free();
    registryUrl = RegistrySection.url(HOST, port);
    ObjectNode section = json().put("host", HOST).put("port", port);
    Path settings =
        write("registry", RegistrySection.complete(section, bootstrapServers, WORKERS, store));
    registry = child("registry", RegistryProcess.class, List.of(settings.toString()));
    registry.start();
  }

  private void startWorkers() throws IOException {
    for (String name : List.of(SwapOptions.STEADY, SwapOptions.MORTAL)) {
      ObjectNode settings =
          json()
              .put("bootstrapServers", bootstrapServers)
              .put("applicationId", WORKERS)
              .put("registry", registryUrl)
              .put("worker", name)
              .put("modelFolder", options.folder().resolve(name).resolve("models").toString())
              .put("port", 0)
              .put("stateFolder", options.folder().resolve(name).resolve("state").toString());
      Child worker = child(name, WorkerMain.class, List.of(write(name, settings).toString()));
      workers.put(name, worker);
      worker.start();
    }
  }

  /** Frames flow from now on. */
  void startCameras() throws IngestRefused, IOException {
    ObjectNode settings = json().put("port", 0).put("bootstrapServers", bootstrapServers);
    settings.put("maxLeadFrames", LEAD);
    var list = settings.putArray("cameras");
    long seed = options.seed();
    for (String name : options.cameraNames()) {
      list.addObject()
          .put("name", name)
          .put("location", location(seed++))
          .put("whenBehind", "WAIT");
    }
    ingest = keep(Ingest.start(IngestConfig.read(settings)));
  }

  private static String location(long seed) {
    return String.format(
        Locale.ROOT,
        "scene:junction?seed=%d&size=480x360&fps=%.2f",
        seed,
        SwapOptions.FRAMES_PER_SECOND);
  }

  RegistryClient client() {
    return new RegistryClient(URI.create(registryUrl));
  }

  /** The folder of the registry's artifacts. */
  Path store() {
    return store;
  }

  Child registry() {
    return registry;
  }

  Child worker(String name) {
    return workers.get(name);
  }

  /** Every process that should be alive now. */
  List<Child> children() {
    return opened.stream().filter(Child.class::isInstance).map(Child.class::cast).toList();
  }

  /** No frame comes any more, and ingest hands over what it has. */
  void endCameras() {
    ingest.close();
  }

  private Child child(String name, Class<?> main, List<String> arguments) {
    return keep(
        new Child(name, new ChildJvm(main, HEAP, options.folder().resolve(name), arguments)));
  }

  private Path write(String name, ObjectNode settings) throws IOException {
    Path folder = Files.createDirectories(options.folder().resolve(name));
    return Files.writeString(folder.resolve(name + ".yaml"), settings.toString());
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) { // the next one must be closed, whatever happened to this one
        LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
