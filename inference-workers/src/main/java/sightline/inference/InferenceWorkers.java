package sightline.inference;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
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
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private final InferenceMetrics metrics = new InferenceMetrics();
  private final Freshness freshness = new Freshness();
  private final Duration freshWithin;
  private final LoadedSlots slots;
  private final DetectLanes lanes;
  private final KafkaStreams streams;
  private final HealthServer health;

  private InferenceWorkers(InferenceConfig config, LoadedSlots slots, KafkaClientSupplier clients)
      throws IOException {
    this.slots = slots;
    this.freshWithin = config.freshWithin();
    this.lanes = DetectLanes.start(slots.all(), laneSettings(config, slots), metrics);
    try {
      this.streams = streams(config, clients);
      this.health = health(config);
    } catch (IOException | RuntimeException | Error e) {
      lanes.close();
      throw e;
    }
    streams.start();
  }

  private HealthServer health(InferenceConfig config) throws IOException {
    try {
      return HealthServer.start(
          HealthServer.address(config.host(), config.port()),
          metrics,
          this::isLive,
          this::whyNotReady);
    } catch (IOException e) {
      streams.close(CLOSE_WITHIN);
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
            new DetectSettings.Waits(config.tick(), config.drainWithin(), config.maxStall()),
            freshness);
    var detect = DetectStage.supplier(lanes, settings, metrics);
    var built =
        new KafkaStreams(InferenceTopology.build(detect), StreamsSettings.of(config), clients);
    built.setUncaughtExceptionHandler(
        failure -> {
          log.error("the workers stop: {}", failure.getMessage(), failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    return built;
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

  /** Whether the stream threads are alive. */
  public boolean isLive() {
    return streams.state() != KafkaStreams.State.ERROR
        && streams.state() != KafkaStreams.State.PENDING_ERROR
        && streams.state() != KafkaStreams.State.NOT_RUNNING;
  }

  /** Why no frame can be handled now; empty when it can. */
  public String whyNotReady() {
    KafkaStreams.State state = streams.state();
    if (state != KafkaStreams.State.RUNNING) {
      return "Kafka Streams is %s, expected RUNNING".formatted(state);
    }
    if (streams.metadataForLocalThreads().stream().allMatch(t -> t.activeTasks().isEmpty())) {
      return "no partition of topic frames is assigned to this worker";
    }
    Duration stalled = freshness.stalledFor();
    return stalled.compareTo(freshWithin) > 0
        ? "frames have waited %d s for a result, expected at most %d s"
            .formatted(stalled.toSeconds(), freshWithin.toSeconds())
        : "";
  }

  @Override
  public void close() {
    if (!streams.close(CLOSE_WITHIN)) {
      log.warn("stream threads did not end within {}", CLOSE_WITHIN);
    }
    health.close();
    lanes.close();
    slots.close();
  }
}
