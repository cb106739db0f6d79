package sightline.inference;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.engine.EngineRefused;
import sightline.inference.metrics.HealthServer;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.DetectSettings;
import sightline.inference.stage.DetectStage;
import sightline.inference.stage.Freshness;
import sightline.inference.stage.TrackStage;
import sightline.inference.track.TrackPlan;

/**
 * The inference workers of one process: models, lanes that run them, the topology that feeds them,
 * and a small server that says how they do.
 *
 * <p>Threading: {@code start} and {@code close} from one thread.
 *
 * <p>Ownership: closes what it started in the opposite order, also when start fails half-way.
 */
public final class InferenceWorkers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InferenceWorkers.class);

  private final InferenceMetrics metrics = new InferenceMetrics();
  private final Freshness freshness = new Freshness();
  private final ModelSupply supply;
  private final DetectLanes lanes;
  private final RestartingStreams streams;
  private final Vitals vitals;
  private final HealthServer health;

  private InferenceWorkers(InferenceConfig config, ModelSupply supply, KafkaClientSupplier clients)
      throws IOException {
    this.supply = supply;
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      this.lanes = DetectLanes.start(supply.atStart(), supply.lanes(), metrics);
      opened.push(lanes);
      opened.push(supply);
      this.streams =
          new RestartingStreams(() -> streams(config, clients), RestartLimits.of(config), metrics);
      opened.push(streams);
      this.vitals = new Vitals(config, streams, freshness, clients, supply::whyNotReady);
      opened.push(vitals);
      this.health = health(config);
      opened.push(health);
      supply.start(lanes, streams, metrics);
    } catch (IOException | RuntimeException | Error e) {
      opened.forEach(part -> closeQuietly(part, e));
      throw e;
    }
  }

  private static void closeQuietly(AutoCloseable part, Throwable reason) {
    try {
      part.close();
    } catch (Exception e) {
      reason.addSuppressed(e);
    }
  }

  private HealthServer health(InferenceConfig config) throws IOException {
    try {
      return HealthServer.start(
          HealthServer.address(config.host(), config.port()),
          metrics,
          vitals::whyNotLive,
          vitals::whyNotReady);
    } catch (IOException e) {
      throw new IOException(
          "inference.port is %d on %s, which cannot be listened on: %s"
              .formatted(config.port(), config.host(), e.getMessage()),
          e);
    }
  }

  private KafkaStreams streams(InferenceConfig config, KafkaClientSupplier clients) {
    var settings =
        new DetectSettings(
            supply.slots(),
            new DetectSettings.Bounds(
                config.maxPending(), config.maxInFlight(), config.maxCameras()),
            new DetectSettings.Waits(
                config.tick(), config.drainWithin(), config.maxStall(), config.ledgerEvery()),
            freshness);
    var detect = DetectStage.supplier(lanes, settings, metrics);
    TrackPlan plan = config.trackPlan();
    Topology topology =
        plan.tracksAny()
            ? InferenceTopology.build(
                detect, TrackStage.supplier(plan, config.maxTrackers(), metrics))
            : InferenceTopology.build(detect);
    return new KafkaStreams(
        topology, StreamsSettings.of(config, supply.worker()), supply.before(clients));
  }

  /**
   * Loads the models that {@code config} names and starts; with a registry it starts at once, and
   * joins the group when the models that the registry names are ready.
   *
   * @throws EngineRefused when a model or the provider cannot be used
   */
  public static InferenceWorkers start(InferenceConfig config) throws EngineRefused, IOException {
    return config.isLive()
        ? startLive(config, new DefaultKafkaClientSupplier())
        : start(config, loadModel(config));
  }

  /**
   * Starts with the models of the registry and with Kafka clients that {@code clients} makes.
   *
   * @throws EngineRefused when the provider cannot be used
   */
  public static InferenceWorkers startLive(InferenceConfig config, KafkaClientSupplier clients)
      throws EngineRefused, IOException {
    return new InferenceWorkers(config, new LiveSupply(config, clients), clients);
  }

  /**
   * Starts with the {@code model} of the first slot, which was loaded before, and loads those of
   * the others; closes them all in the end.
   *
   * @throws EngineRefused when a model of the other slots cannot be used
   */
  public static InferenceWorkers start(InferenceConfig config, LoadedModel model)
      throws EngineRefused, IOException {
    return start(config, model, new DefaultKafkaClientSupplier());
  }

  /** The same with Kafka clients that {@code clients} makes. */
  public static InferenceWorkers start(
      InferenceConfig config, LoadedModel model, KafkaClientSupplier clients)
      throws EngineRefused, IOException {
    LoadedSlots slots = SlotModels.load(config, model);
    try {
      return new InferenceWorkers(config, new FixedSupply(config, slots), clients);
    } catch (IOException | RuntimeException | Error e) {
      slots.close();
      throw e;
    }
  }

  /**
   * The model of the first slot that {@code config} names, open and understood; the caller closes
   * it or hands it to {@link #start(InferenceConfig, LoadedModel)}.
   *
   * @throws EngineRefused when the file or the provider cannot be used
   */
  public static LoadedModel loadModel(InferenceConfig config) throws EngineRefused {
    return SlotModels.loadFirst(config);
  }

  /** Port of the health server. */
  public int port() {
    return health.port();
  }

  /** The model of the first slot that the settings name; there is none with a registry. */
  public LoadedModel model() {
    return supply.atStart().get(0).model();
  }

  /** The slots that the settings name. */
  public List<Slot> slots() {
    return supply.atStart();
  }

  /** Frames dropped because they were late, since the start. */
  public long lateFrames() {
    return metrics.lateFrames();
  }

  /** Whether the workers make progress or will; false once they have stopped for good. */
  public boolean isLive() {
    return !streams.hasEnded();
  }

  /** Every reason why no frame can be handled now; empty when there is none. */
  public String whyNotReady() {
    return vitals.whyNotReady();
  }

  @Override
  public void close() {
    streams.close();
    health.close();
    vitals.close();
    supply.close();
    lanes.close();
    supply.closeModels();
  }
}
