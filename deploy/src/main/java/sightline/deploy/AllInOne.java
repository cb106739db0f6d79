package sightline.deploy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sightline.dashboards.Dashboards;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.deploy.accuracy.AccuracyWatch;
import sightline.deploy.accuracy.SlotAccuracy;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.Seeds;
import sightline.deploy.models.Waiting;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.registry.StoreFolder;
import sightline.deploy.training.OwnPreparation;
import sightline.events.Topics;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;
import sightline.ingest.Ingest;
import sightline.ingest.source.scene.SceneSettings;
import sightline.registry.ModelRegistry;
import sightline.registry.RegistryConfig;
import sightline.trainer.TrainerConfig;
import sightline.trainer.TrainerService;

/**
 * The whole platform in one process: for a laptop and for the end-to-end tests. Parts start in the
 * order written here and stop in the opposite one.
 *
 * <p>Threading: start and close from one thread; the rest from any.
 *
 * <p>Ownership: stops what it started, also when start fails half-way.
 */
public final class AllInOne implements AutoCloseable {

  private final Running running;
  private final CompletableFuture<String> brokerFault = new CompletableFuture<>();
  private String bootstrapServers;
  private String registryUrl;
  private InferenceWorkers workers;
  private Dashboards dashboards;
  private AccuracyWatch accuracy;

  private AllInOne(Progress told) {
    running = new Running(told);
  }

  /** Starts everything that {@code config} names and tells {@code told} of each part. */
  public static AllInOne start(PlatformConfig config, Progress told) throws Exception {
    var all = new AllInOne(told);
    try {
      all.startLog(config.broker(), told);
      all.startRegistry(config, told);
      all.startWorkers(config.inferenceAt(all.bootstrapServers, all.registryUrl));
      all.startTrainer(config, told);
      all.startAccuracy(config);
      all.startDashboards(config, told);
      all.running.add("ingest", Ingest.start(config.ingestAt(all.bootstrapServers)));
      return all; // ingest last: nobody must miss the first frame
    } catch (Throwable e) { // an Error too: a library that does not load, no memory
      all.close();
      throw e;
    }
  }

  private void startLog(BrokerConfig config, Progress told) throws BrokerFailed {
    if (config.external().isBlank()) {
      EmbeddedBroker broker = running.add("broker", EmbeddedBroker.start(config));
      broker.onFault(brokerFault::complete);
      bootstrapServers = broker.bootstrapServers();
      told.say("broker", bootstrapServers);
    } else {
      bootstrapServers = config.external();
      told.say("broker", bootstrapServers + ", not ours");
    }
    new TopicSetup(bootstrapServers).ensure(Topics.all());
  }

  /** What the site begins with is there before the workers are, so that they need not wait. */
  private void startRegistry(PlatformConfig config, Progress told) throws Exception {
    StoreFolder store = running.add("store", StoreFolder.beside(config.broker().data()));
    RegistryConfig settings = config.registryAt(bootstrapServers, store.path());
    ModelRegistry registry = running.add("registry", ModelRegistry.start(settings));
    registryUrl = RegistrySection.url(settings.host(), registry.port());
    told.say("registry", registryUrl);
    var client = new RegistryClient(URI.create(registryUrl));
    String user = System.getProperty("user.name");
    new Seeds(client, Waiting.really(), user, told::say).sow(config.seeds());
  }

  private void startWorkers(InferenceConfig config) throws Exception {
    workers = running.add("workers", InferenceWorkers.start(config));
  }

  private void startTrainer(PlatformConfig config, Progress told) throws IOException {
    StoreFolder jobs = running.add("jobs", StoreFolder.beside(config.broker().data(), "jobs"));
    TrainerConfig settings = config.trainerAt(bootstrapServers, registryUrl, jobs.path());
    running.add("trainer", TrainerService.start(settings, new OwnPreparation()));
    told.say("jobs", settings.folder());
  }

  private void startDashboards(PlatformConfig config, Progress told) {
    var settings = config.dashboardsAt(bootstrapServers, registryUrl);
    dashboards = running.add("dashboards", Dashboards.start(settings, this::liveAccuracy));
    told.say("wall", "http://%s:%d/".formatted(settings.host(), dashboards.port()));
  }

  /** Only where a camera shows a scene is the truth known. */
  private void startAccuracy(PlatformConfig config) {
    Map<String, SceneSettings> scenes = config.scenes();
    if (!scenes.isEmpty()) {
      accuracy = running.add("accuracy", AccuracyWatch.start(bootstrapServers, scenes));
    }
  }

  /** How right the results of the last minute are, where the truth is known. */
  public List<SlotAccuracy> accuracy() {
    return accuracy == null ? List.of() : accuracy.view();
  }

  private List<LiveAccuracy> liveAccuracy() {
    return accuracy().stream().map(AllInOne::onTheWall).toList();
  }

  private static LiveAccuracy onTheWall(SlotAccuracy one) {
    Map.Entry<String, Double> main = one.values().entrySet().iterator().next();
    return new LiveAccuracy(
        one.camera(), one.slot(), main.getKey(), main.getValue(), one.frames(), one.since());
  }

  /** Stops the cameras, and nothing else: what they gave goes on to its outcome. */
  void stopCameras() {
    running.closeDownTo("ingest");
  }

  /** {@code host:port} of the log. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** {@code http://host:port} of the model registry. */
  public String registryUrl() {
    return registryUrl;
  }

  /** The port the wall is served on. */
  public int port() {
    return dashboards.port();
  }

  /** One sentence when a part has given up; empty while all is well. */
  public Optional<String> fault() {
    if (brokerFault.isDone()) {
      return Optional.of(brokerFault.join());
    }
    return workers.isLive() ? Optional.empty() : Optional.of("the workers have stopped");
  }

  @Override
  public void close() {
    running.close();
  }
}
