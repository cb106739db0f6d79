package sightline.inference;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.engine.EngineRefused;
import sightline.inference.metrics.HealthServer;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.DetectSettings;
import sightline.inference.stage.DetectStage;
import sightline.inference.stage.Freshness;
import sightline.inference.stage.LaneSettings;
import sightline.inference.stage.LoadedModel;
import sightline.inference.stage.LoadedSlots;
import sightline.inference.stage.Slot;

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
  private final LoadedSlots slots;
  private final DetectLanes lanes;
  private final RestartingStreams streams;
  private final Vitals vitals;
  private final HealthServer health;

  private InferenceWorkers(InferenceConfig config, LoadedSlots slots, KafkaClientSupplier clients)
      throws IOException {
    this.slots = slots;
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      this.lanes = DetectLanes.start(slots.all(), laneSettings(config, slots), metrics);
      opened.push(lanes);
      this.streams =
          new RestartingStreams(() -> streams(config, clients), RestartLimits.of(config), metrics);
      opened.push(streams);
      this.vitals = new Vitals(config, streams, freshness, clients);
      opened.push(vitals);
      this.health = health(config);
      opened.push(health);
      streams.start();
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
            slots,
            new DetectSettings.Bounds(
                config.maxPending(), config.maxInFlight(), config.maxCameras()),
            new DetectSettings.Waits(
                config.tick(), config.drainWithin(), config.maxStall(), config.ledgerEvery()),
            freshness);
    var detect = DetectStage.supplier(lanes, settings, metrics);
    return new KafkaStreams(InferenceTopology.build(detect), StreamsSettings.of(config), clients);
  }

  private static LaneSettings laneSettings(InferenceConfig config, LoadedSlots slots) {
    boolean onCpu = slots.all().stream().allMatch(s -> s.model().ref().provider().equals("cpu"));
    int batchLimit =
        slots.all().stream().mapToInt(s -> s.model().batchUpTo(Integer.MAX_VALUE)).max().orElse(1);
    return LaneChoice.of(config, onCpu, batchLimit);
  }

  /**
   * Loads the models that {@code config} names and starts.
   *
   * @throws EngineRefused when a model or the provider cannot be used
   */
  public static InferenceWorkers start(InferenceConfig config) throws EngineRefused, IOException {
    return start(config, loadModel(config));
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
      return new InferenceWorkers(config, slots, clients);
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

  /** The model of the first slot. */
  public LoadedModel model() {
    return slots.all().get(0).model();
  }

  /** The slots at work. */
  public List<Slot> slots() {
    return slots.all();
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
    lanes.close();
    slots.close();
  }
}
