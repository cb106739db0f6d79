package sightline.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Locale;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.image.Reduction;
import sightline.inference.metrics.HealthServer;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.DetectSettings;
import sightline.inference.stage.DetectStage;
import sightline.inference.stage.Freshness;
import sightline.inference.stage.LaneSettings;
import sightline.inference.stage.LoadedModel;

/**
 * The inference workers of one process: a model, lanes that run it, the topology that feeds them,
 * and a small server that says how they do.
 *
 * <p>Threading: {@code start} and {@code close} from one thread.
 *
 * <p>Ownership: closes what it started in the opposite order, also when start fails half-way.
 */
public final class InferenceWorkers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(InferenceWorkers.class);
  private static final int LANES_ON_GPU = 2; // one decodes while the other computes
  private static final int BATCH_ON_GPU = 8;

  private final InferenceMetrics metrics = new InferenceMetrics();
  private final Freshness freshness = new Freshness();
  private final LoadedModel model;
  private final DetectLanes lanes;
  private final RestartingStreams streams;
  private final Vitals vitals;
  private final HealthServer health;

  private InferenceWorkers(InferenceConfig config, LoadedModel model, KafkaClientSupplier clients)
      throws IOException {
    var opened = new ArrayDeque<AutoCloseable>();
    try {
      this.model = model;
      this.lanes = DetectLanes.start(model, laneSettings(config, model), metrics);
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
            config.slot(),
            model.ref(),
            config.maxPending(),
            config.maxCameras(),
            config.tick(),
            config.maxStall(),
            freshness);
    var detect = DetectStage.supplier(lanes, settings, metrics);
    return new KafkaStreams(InferenceTopology.build(detect), StreamsSettings.of(config), clients);
  }

  private static LaneSettings laneSettings(InferenceConfig config, LoadedModel model) {
    boolean onCpu = model.ref().provider().equals("cpu");
    int lanesByDefault = onCpu ? Runtime.getRuntime().availableProcessors() : LANES_ON_GPU;
    int batchByDefault = onCpu ? 1 : BATCH_ON_GPU;
    return new LaneSettings(
        config.slot(),
        config.lanes() > 0 ? config.lanes() : lanesByDefault,
        model.batchUpTo(config.maxBatch() > 0 ? config.maxBatch() : batchByDefault),
        config.maxDelay(),
        config.maxQueued(),
        new LaneSettings.Limits(
            config.maxPictureBytes(),
            config.maxPixels(),
            config.maxCandidates(),
            Reduction.valueOf(config.reduction().toUpperCase(Locale.ROOT))));
  }

  /**
   * Loads the model that {@code config} names and starts.
   *
   * @throws EngineRefused when the model or the provider cannot be used
   */
  public static InferenceWorkers start(InferenceConfig config) throws EngineRefused, IOException {
    return start(config, loadModel(config));
  }

  /** Starts with a {@code model} that was loaded before; closes it in the end. */
  public static InferenceWorkers start(InferenceConfig config, LoadedModel model)
      throws IOException {
    return start(config, model, new DefaultKafkaClientSupplier());
  }

  /** Starts with Kafka clients that {@code clients} makes; closes the {@code model} in the end. */
  public static InferenceWorkers start(
      InferenceConfig config, LoadedModel model, KafkaClientSupplier clients) throws IOException {
    try {
      return new InferenceWorkers(config, model, clients);
    } catch (IOException | RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /**
   * The model that {@code config} names, open and understood; the caller closes it or hands it to
   * {@link #start(InferenceConfig, LoadedModel)}.
   *
   * @throws EngineRefused when the file or the provider cannot be used
   */
  public static LoadedModel loadModel(InferenceConfig config) throws EngineRefused {
    var options = new EngineOptions(config.provider(), config.device(), config.intraOpThreads());
    LoadedModel model = LoadedModel.load(Path.of(config.model()), options);
    log.info(
        "model {} {} on {}", model.ref().name(), model.ref().version(), model.ref().provider());
    model.manifest().assumed().forEach(assumption -> log.info("assumed: {}", assumption));
    return config.minScore() < 0 ? model : model.withMinScore(config.minScore());
  }

  /** Port of the health server. */
  public int port() {
    return health.port();
  }

  /** The model at work. */
  public LoadedModel model() {
    return model;
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
    model.close();
  }
}
