package sightline.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sightline.events.CameraStatus;
import sightline.events.FrameCounts;
import sightline.ingest.camera.Camera;
import sightline.ingest.camera.CameraParts;
import sightline.ingest.camera.CameraProgress;
import sightline.ingest.camera.CameraSettings;
import sightline.ingest.change.ChangeBook;
import sightline.ingest.change.ChangeReader;
import sightline.ingest.metrics.HealthServer;
import sightline.ingest.metrics.IngestMetrics;
import sightline.ingest.publish.BrokerWatch;
import sightline.ingest.publish.CommittedOffsets;
import sightline.ingest.publish.FrameLog;
import sightline.ingest.publish.KafkaFrameSink;
import sightline.ingest.publish.Lead;
import sightline.ingest.publish.OutboxSettings;
import sightline.ingest.publish.PartitionPlan;
import sightline.ingest.publish.ProducerSettings;
import sightline.ingest.publish.PublishRefused;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceRefused;
import sightline.ingest.source.SourceSettings;
import sightline.ingest.source.Sources;
import sightline.ingest.source.picture.PictureRules;

/**
 * The map of this module. Each camera is the same row of stages, with threads of its own:
 *
 * <pre>
 *   source --> pace --> encode --> outbox --> topic frames
 *      \                              ^
 *       +--> watch --> state          +-- lead over the workers, for cameras that wait
 *                        \
 *                         +--> topic cameras
 *   topic models --> changes --> pace, encode, outbox of the camera they name
 * </pre>
 *
 * <p>Threading: any thread.
 */
public final class Ingest implements AutoCloseable {

  private final IngestConfig config;
  private final IngestMetrics<CameraStatus.State> metrics =
      new IngestMetrics<>(CameraStatus.State.class);
  private final Lead lead;
  private final ChangeBook changes;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Camera> cameras = new CopyOnWriteArrayList<>(); // health looks on
  private final List<KafkaFrameSink> sinks = new ArrayList<>();
  private BrokerWatch broker;
  private HealthServer health;

  private Ingest(IngestConfig config) {
    this.config = config;
    this.changes = new ChangeBook(config.cameras(), metrics);
    this.lead = new Lead(config.maxLeadFrames(), config.maxLeadBytes());
  }

  /**
   * Starts every camera.
   *
   * @throws IngestRefused when a location makes no sense, the broker does not answer, a camera fits
   *     on no partition or the port is taken
   */
  public static Ingest start(IngestConfig config) throws IngestRefused {
    var ingest = new Ingest(config);
    try {
      ingest.open();
      return ingest;
    } catch (PublishRefused | SourceRefused | IOException e) {
      ingest.close();
      throw new IngestRefused("ingest cannot start: " + e.getMessage());
    } catch (RuntimeException e) {
      ingest.close();
      throw e;
    }
  }

  private void open() throws PublishRefused, SourceRefused, IOException {
    for (CameraSettings camera : config.cameras()) {
      Sources.checkForm(camera.location());
    }
    FrameLog log = keep(FrameLog.open(config.bootstrapServers(), config.brokerTimeout()));
    int partitions = log.partitions();
    Map<String, CameraStatus> recorded = log.recordedCameras();
    Map<String, Integer> places = places(recorded, partitions);
    KafkaFrameSink live = keepSink(config.liveProducer());
    recorded.keySet().stream().filter(name -> !places.containsKey(name)).forEach(live::forget);
    KafkaFrameSink waiting = live;
    if (config.cameras().stream().anyMatch(CameraSettings::waits)) {
      waiting = keepSink(config.waitingProducer());
      keep(CommittedOffsets.follow(log, config.workersGroup(), lead, partitions));
    }
    broker =
        keep(
            BrokerWatch.follow(
                log, config.brokerAskEvery(), config.brokerSilentAfter(), metrics::brokerAsked));
    health =
        keep(HealthServer.start(config.host(), config.port(), metrics, this::stuck, this::trouble));
    if (config.changes()) {
      keep(ChangeReader.start(config.bootstrapServers(), changes, config.changesTimeout()));
    }
    for (CameraSettings file : config.cameras()) {
      CameraSettings camera = changes.settings(file.name());
      CameraParts parts =
          parts(
              camera,
              places.get(camera.name()),
              Optional.ofNullable(recorded.get(camera.name())),
              camera.waits() ? waiting : live);
      Camera started = Camera.start(parts);
      cameras.add(started);
      changes.attach(started.name(), started::change);
    }
  }

  private KafkaFrameSink keepSink(ProducerSettings settings) {
    KafkaFrameSink sink = keep(KafkaFrameSink.open(settings));
    sinks.add(sink);
    return sink;
  }

  private Map<String, Integer> places(Map<String, CameraStatus> recorded, int partitions)
      throws PublishRefused {
    var before = new java.util.HashMap<String, Integer>();
    recorded.forEach((name, status) -> before.put(name, status.partition()));
    var loads = new ArrayList<PartitionPlan.Load>();
    for (CameraSettings camera : config.cameras()) {
      double rate =
          camera.framesPerSecond() > 0 ? camera.framesPerSecond() : config.assumedFramesPerSecond();
      loads.add(new PartitionPlan.Load(camera.name(), camera.waits(), rate));
    }
    return PartitionPlan.of(loads, before, partitions);
  }

  private CameraParts parts(
      CameraSettings camera, int partition, Optional<CameraStatus> before, KafkaFrameSink sink) {
    var sourceSettings =
        new SourceSettings(
            config.folderFramesPerSecond(),
            config.watch().readTimeout(),
            config.maxPartBytes(),
            config.maxPixels());
    return new CameraParts(
        camera,
        config.watch(),
        new PictureRules(camera.longestSide(), camera.jpegQuality(), config.maxPictureBytes()),
        new OutboxSettings(
            camera.name(),
            partition,
            camera.policy(),
            config.maxQueuedFrames(),
            config.maxUnacknowledgedBytes()),
        before.map(CameraStatus::epoch).orElse(0L),
        before.map(CameraStatus::counts).orElse(FrameCounts.NONE),
        (opened, stop) -> Sources.open(camera.location(), sourceSettings, opened, stop),
        sink,
        lead,
        metrics);
  }

  /** Port of health and metrics. */
  public int port() {
    return health.port();
  }

  /** How every camera does right now, in the order of the configuration. */
  public List<CameraProgress> progress() {
    return cameras.stream().map(Camera::progress).toList();
  }

  /**
   * Waits until every file, folder and finite scene that is not looped has ended and the broker has
   * all of it.
   *
   * @return false when {@code timeout} passed before
   * @throws IngestRefused when one could not be read to its end
   */
  public boolean awaitEnd(Duration timeout) throws IngestRefused, InterruptedException {
    var ends =
        cameras.stream()
            .filter(Camera::isFinite)
            .map(Camera::ended)
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IngestRefused(e.getCause().getMessage());
    }
  }

  @Override
  public void close() {
    cameras.forEach(Camera::stop);
    closeCameras();
    for (int i = opened.size() - 1; i >= 0; i--) {
      try {
        opened.get(i).close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    opened.clear();
  }

  /** All at once: each may have to wait for a broker that is away. */
  private void closeCameras() {
    var closers = new ArrayList<Thread>();
    for (Camera camera : cameras) {
      var closer = new Thread(camera::close, "ingest-" + camera.name() + "-stop");
      closers.add(closer);
      closer.start();
    }
    try {
      for (Thread closer : closers) {
        closer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.add(part);
    return part;
  }

  /** Which cameras nobody watches any more. */
  private Optional<String> stuck() {
    return joined(
        cameras.stream()
            .filter(camera -> !camera.isMoving())
            .map(
                camera ->
                    "camera %s has not been watched for longer than %s"
                        .formatted(camera.name(), config.watch().stuckAfter())));
  }

  /** Why frames do not arrive, as far as it can be known. */
  private Optional<String> trouble() {
    Stream<String> refused =
        sinks.stream()
            .map(KafkaFrameSink::trouble)
            .filter(why -> !why.isEmpty())
            .map(why -> "records are refused: " + why);
    Stream<String> silent =
        sinks.stream()
            .map(KafkaFrameSink::silence)
            .filter(silence -> silence.compareTo(config.brokerSilentAfter()) > 0)
            .map(
                silence ->
                    "no record has been acknowledged for longer than "
                        + config.brokerSilentAfter());
    return joined(Stream.of(refused, silent, broker.trouble().stream()).flatMap(all -> all));
  }

  private static Optional<String> joined(Stream<String> reasons) {
    String all = reasons.distinct().collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** A location from the command line or a file. */
  public static Location location(String text) {
    return Location.valueOf(text);
  }
}
