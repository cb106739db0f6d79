package sightline.deploy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import sightline.dashboards.Dashboards;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;
import sightline.inference.slot.LoadedModel;
import sightline.ingest.Ingest;

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
  private InferenceWorkers workers;
  private Dashboards dashboards;

  private AllInOne(Progress told) {
    running = new Running(told);
  }

  /** Starts everything that {@code config} names and tells {@code told} of each part. */
  public static AllInOne start(PlatformConfig config, Progress told) throws Exception {
    var all = new AllInOne(told);
    try (ModelAside model = ModelAside.load(config.inferenceAt(PlatformConfig.NOWHERE))) {
      all.startLog(config.broker(), told);
      all.startWorkers(config.inferenceAt(all.bootstrapServers), model, told);
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

  private void startWorkers(InferenceConfig config, ModelAside aside, Progress told)
      throws Exception {
    LoadedModel model = aside.take();
    told.say("model", "%s, on %s".formatted(model.ref().name(), model.ref().provider()));
    model.manifest().assumed().forEach(assumption -> told.say("", "assumed: " + assumption));
    workers = running.add("workers", InferenceWorkers.start(config, model));
  }

  private void startDashboards(PlatformConfig config, Progress told) {
    var settings = config.dashboardsAt(bootstrapServers);
    dashboards = running.add("dashboards", Dashboards.start(settings));
    told.say("wall", "http://%s:%d/".formatted(settings.host(), dashboards.port()));
  }

  /** {@code host:port} of the log. */
  public String bootstrapServers() {
    return bootstrapServers;
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
