package sightline.deploy.soak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.dashboards.Dashboards;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.jvm.LoopbackPort;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.Seed;
import sightline.deploy.models.Seeds;
import sightline.deploy.models.Waiting;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.soak.camera.CameraServer;
import sightline.deploy.soak.camera.SceneCamera;
import sightline.deploy.soak.count.Counting;
import sightline.deploy.soak.count.LogFollower;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.process.BrokerMain;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.process.ChildJvm;
import sightline.deploy.soak.process.RegistryProcess;
import sightline.deploy.soak.process.SmallDisk;
import sightline.deploy.soak.process.WorkerMain;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.view.WallViewer;
import sightline.events.Topics;
import sightline.ingest.Ingest;
import sightline.ingest.IngestRefused;

/**
 * The platform under test: broker and workers in processes of their own, ingest and dashboards in
 * this one, cameras that obey, a reader that counts and a viewer that looks.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: stops what it started in the opposite order, also when start fails half-way.
 */
final class SoakSite implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SoakSite.class);

  private static final Duration BROKER_START = Duration.ofSeconds(90);
  private static final int BROKER_HEAP = 512;
  private static final int WORKER_HEAP = 512;

  /** Room that the broker gets where its disk is to be filled. */
  private static final long DISK_BYTES = 2L << 30;

  private final SoakOptions options;
  private final Counting counting;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<SceneCamera> cameras = new ArrayList<>();
  private final Map<String, Child> workers = new LinkedHashMap<>();
  private Child broker;
  private SmallDisk disk;
  private String noDisk = "no disk was asked for";
  private String bootstrapServers;
  private String registryUrl = "";
  private Child registry;
  private Ingest ingest;
  private Dashboards dashboards;
  private LogFollower follower;

  private SoakSite(SoakOptions options, Counting counting) {
    this.options = options;
    this.counting = counting;
  }

  /**
   * Starts everything; frames flow when it returns.
   *
   * @param glass hears of each picture that the healthy viewer gets
   * @throws SoakFailed when a part does not start
   */
  static SoakSite start(SoakOptions options, Counting counting, BiConsumer<Instant, Duration> glass)
      throws SoakFailed, InterruptedException {
    var site = new SoakSite(options, counting);
    try {
      site.startLog();
      if (options.faults().contains(FaultKind.REGISTRY)) {
        site.startRegistry();
      }
      site.startWorkers();
      site.startDashboards(glass);
      site.startCameras();
      return site;
    } catch (IOException | BrokerFailed | IngestRefused | RegistryFailed e) {
      site.close();
      throw new SoakFailed(e.getMessage(), e);
    } catch (SoakFailed | InterruptedException | RuntimeException | Error e) {
      site.close();
      throw e;
    }
  }

  private void startLog() throws IOException, BrokerFailed, SoakFailed, InterruptedException {
    Path data = options.folder().resolve("broker-data");
    if (options.faults().contains(FaultKind.DISK)) {
      mount(data);
    }
    int port = LoopbackPort.free();
    bootstrapServers = "127.0.0.1:" + port;
    broker =
        keep(
            new Child(
                "broker",
                new ChildJvm(
                    BrokerMain.class,
                    BROKER_HEAP,
                    options.folder().resolve("broker"),
                    List.of(data.toString(), Integer.toString(port)))));
    startBroker();
    new TopicSetup(bootstrapServers).ensure(Topics.all());
    follower = keep(LogFollower.start(bootstrapServers, counting));
  }

  private void mount(Path data) throws InterruptedException {
    try {
      disk = keep(SmallDisk.mount(data, DISK_BYTES));
    } catch (IOException e) {
      noDisk = "no small file system can be mounted here: " + e.getMessage();
    }
  }

  /** Without one the workers read the model from its file, as a site may do. */
  private void startRegistry() throws IOException, RegistryFailed, InterruptedException {
    int port = LoopbackPort.free();
    Path folder = options.folder().resolve("registry");
    Path settings = SiteSettings.registry(bootstrapServers, port, folder);
    registryUrl = RegistrySection.url("127.0.0.1", port);
    registry =
        keep(
            new Child(
                "registry",
                new ChildJvm(
                    RegistryProcess.class, WORKER_HEAP, folder, List.of(settings.toString()))));
    registry.start();
    var client = new RegistryClient(URI.create(registryUrl));
    var seed = new Seed("default", options.model(), List.of(), options.minScore(), "full");
    new Seeds(client, Waiting.really(), "soak", (part, what) -> LOG.info("{}: {}", part, what))
        .sow(List.of(seed));
  }

  private void startWorkers() throws IOException {
    for (String name : options.workerNames()) {
      Path folder = options.folder().resolve(name);
      Path settings = SiteSettings.worker(options, bootstrapServers, registryUrl, folder);
      var jvm = new ChildJvm(WorkerMain.class, WORKER_HEAP, folder, List.of(settings.toString()));
      Child worker = keep(new Child(name, jvm));
      workers.put(name, worker);
      worker.start();
    }
  }

  private void startDashboards(BiConsumer<Instant, Duration> glass)
      throws IOException, InterruptedException {
    dashboards = keep(Dashboards.start(SiteSettings.dashboards(bootstrapServers)));
    keep(WallViewer.open(dashboards.port(), true, Clock.systemUTC(), glass));
  }

  private void startCameras() throws IOException, IngestRefused {
    boolean poisoned = options.faults().contains(FaultKind.POISON);
    long seed = options.seed();
    for (String name : options.cameraNames()) {
      cameras.add(new SceneCamera(name, seed++, options.framesPerSecond(), poisoned));
    }
    CameraServer server = keep(CameraServer.start(cameras));
    ingest = keep(Ingest.start(SiteSettings.ingest(bootstrapServers, server, cameras)));
  }

  /** Starts the broker and waits until it answers. */
  void startBroker() throws IOException, SoakFailed, InterruptedException {
    broker.start();
    if (!broker.awaitReady(BROKER_START)) {
      throw new SoakFailed("the broker did not start: " + broker.lastWords());
    }
  }

  Child broker() {
    return broker;
  }

  /** There is one when it is to be killed. */
  Child registry() {
    return registry;
  }

  Child worker(String name) {
    return workers.get(name);
  }

  /** Every process but this one. */
  List<Child> children() {
    var children = new ArrayList<Child>(workers.values());
    children.add(0, broker);
    if (registry != null) {
      children.add(1, registry);
    }
    return children;
  }

  SceneCamera camera(String name) {
    return cameras.stream().filter(camera -> camera.name().equals(name)).findFirst().orElseThrow();
  }

  /** The broker's disk; empty where none could be made. */
  Optional<SmallDisk> disk() {
    return Optional.ofNullable(disk);
  }

  /** Why there is no disk to fill. */
  String noDisk() {
    return noDisk;
  }

  /** Port of the wall. */
  int wallPort() {
    return dashboards.port();
  }

  /** Whether the independent count goes on. */
  boolean isCounting() {
    return follower.isAlive();
  }

  /** Pictures that each camera has sent. */
  Map<String, Long> sent() {
    var sent = new LinkedHashMap<String, Long>();
    cameras.forEach(camera -> sent.put(camera.name(), camera.sent()));
    return sent;
  }

  /** No picture comes any more, and ingest hands over what it has. */
  void endCameras() {
    cameras.forEach(camera -> camera.behave(SceneCamera.Behavior.SILENT));
    ingest.close();
  }

  /** The workers hand over what they have, and stop. */
  void endWorkers() throws InterruptedException {
    for (Child worker : workers.values()) {
      worker.stop();
    }
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

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }
}
