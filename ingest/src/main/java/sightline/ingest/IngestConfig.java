package sightline.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.Topics;
import sightline.ingest.camera.CameraSettings;
import sightline.ingest.camera.WatchSettings;
import sightline.ingest.publish.ProducerSettings;

/**
 * The settings of ingest; {@code ingest.yaml} holds defaults, units and meaning of every key.
 *
 * @param camera what a camera has unless it says otherwise; its name and location are ignored
 */
public record IngestConfig(
    String bootstrapServers,
    String host,
    int port,
    Duration brokerTimeout,
    Duration deliveryTimeout,
    Duration brokerAskEvery,
    Duration brokerSilentAfter,
    String workersGroup,
    boolean changes,
    Duration changesTimeout,
    int maxCameras,
    int maxLeadFrames,
    long maxLeadBytes,
    int maxQueuedFrames,
    long maxUnacknowledgedBytes,
    int batchBytes,
    Duration batchWait,
    int maxPictureBytes,
    int maxPartBytes,
    long maxPixels,
    double folderFramesPerSecond,
    double assumedFramesPerSecond,
    WatchSettings watch,
    CameraSettings camera,
    List<CameraSettings> cameras) {

  /** States and heartbeats of live cameras may leave together; hardly a picture is so small. */
  private static final int STATES_BYTES = 16 << 10;

  private static final Duration MAX_BATCH_WAIT = Duration.ofSeconds(1);

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  public IngestConfig {
    cameras = List.copyOf(cameras);
    require(!bootstrapServers.isBlank(), "bootstrapServers", bootstrapServers, "host:port");
    require(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    requirePositive("brokerTimeout", brokerTimeout);
    requirePositive("deliveryTimeout", deliveryTimeout);
    requirePositive("changesTimeout", changesTimeout);
    requireAsking(brokerAskEvery, brokerSilentAfter);
    requireBatch(batchBytes, batchWait);
    require(maxCameras >= 1 && maxCameras <= 10_000, "maxCameras", maxCameras, "1 to 10000");
    require(maxLeadFrames >= 1, "maxLeadFrames", maxLeadFrames, "1 or more");
    long retained = Topics.FRAMES.retentionBytes();
    require(
        maxLeadBytes >= 1 && maxLeadBytes <= retained / 2,
        "maxLeadBytes",
        maxLeadBytes,
        "1 to %d, half of what topic frames keeps of a partition".formatted(retained / 2));
    require(
        maxQueuedFrames >= 1 && maxQueuedFrames <= 1000,
        "maxQueuedFrames",
        maxQueuedFrames,
        "1 to 1000");
    require(
        maxPictureBytes >= 1024 && maxPictureBytes <= Topics.MAX_PICTURE_BYTES,
        "maxPictureBytes",
        maxPictureBytes,
        "1024 to " + Topics.MAX_PICTURE_BYTES);
    require(
        maxUnacknowledgedBytes >= maxPictureBytes,
        "maxUnacknowledgedBytes",
        maxUnacknowledgedBytes,
        "maxPictureBytes (" + maxPictureBytes + ") or more");
    require(
        maxPartBytes >= maxPictureBytes,
        "maxPartBytes",
        maxPartBytes,
        "maxPictureBytes (" + maxPictureBytes + ") or more");
    require(maxPixels >= 4096, "maxPixels", maxPixels, "4096 or more");
    require(
        folderFramesPerSecond > 0 && folderFramesPerSecond <= 1000,
        "folderFramesPerSecond",
        folderFramesPerSecond,
        "more than 0, to 1000");
    require(
        assumedFramesPerSecond > 0,
        "assumedFramesPerSecond",
        assumedFramesPerSecond,
        "more than 0");
    require(
        cameras.size() <= maxCameras,
        "cameras",
        cameras.size() + " cameras",
        "maxCameras (" + maxCameras + ") at most");
    requireDistinct(cameras);
  }

  /** {@code ingest.yaml} as it is: no cameras. */
  public static IngestConfig defaults() {
    return read(YAML.createObjectNode());
  }

  /** Reads {@code ingest.yaml}, then lays the operator's file over it. */
  public static IngestConfig read(Path overrides) throws IOException {
    try {
      return read(YAML.readTree(overrides.toFile()));
    } catch (JacksonException e) { // its own message quotes the file, credentials and all
      throw new IllegalArgumentException("%s is not YAML at line %d".formatted(overrides, line(e)));
    }
  }

  /**
   * Reads {@code ingest.yaml}, then lays {@code overrides} over it.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static IngestConfig read(JsonNode overrides) {
    try {
      ObjectNode merged = manual();
      if (!overrides.isMissingNode() && !overrides.isNull()) {
        YAML.readerForUpdating(merged).<JsonNode>readValue(overrides);
        layPolicy(overrides.path("camera"), merged.path("camera"));
      }
      layCamerasOverDefaults(merged);
      return YAML.treeToValue(merged, IngestConfig.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "ingest.%s is not a key, expected one of %s"
              .formatted(
                  path(e),
                  e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList()));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(refused.getMessage());
      }
      throw new IllegalArgumentException(
          "ingest.%s cannot be read: %s".formatted(path(e), e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A camera with this module's defaults. */
  public CameraSettings camera(String name, String location) {
    return camera.at(name, Ingest.location(location));
  }

  /** The same settings for other cameras. */
  public IngestConfig withCameras(List<CameraSettings> changed) {
    return new IngestConfig(
        bootstrapServers,
        host,
        port,
        brokerTimeout,
        deliveryTimeout,
        brokerAskEvery,
        brokerSilentAfter,
        workersGroup,
        changes,
        changesTimeout,
        maxCameras,
        maxLeadFrames,
        maxLeadBytes,
        maxQueuedFrames,
        maxUnacknowledgedBytes,
        batchBytes,
        batchWait,
        maxPictureBytes,
        maxPartBytes,
        maxPixels,
        folderFramesPerSecond,
        assumedFramesPerSecond,
        watch,
        camera,
        changed);
  }

  /**
   * The producer of cameras that are live: a picture leaves at once. Its memory is what all of them
   * may have unacknowledged, and room for states.
   */
  ProducerSettings liveProducer() {
    long live = cameras.stream().filter(camera -> !camera.waits()).count();
    long memory = Math.max(1, live) * maxUnacknowledgedBytes + Topics.MAX_PICTURE_BYTES;
    return producer("sightline-ingest", memory, STATES_BYTES, Duration.ZERO);
  }

  /** The producer of cameras that wait: pictures leave together; a batch may be half empty. */
  ProducerSettings waitingProducer() {
    long waiting = cameras.stream().filter(CameraSettings::waits).count();
    long memory = waiting * (2 * maxUnacknowledgedBytes + batchBytes) + Topics.MAX_PICTURE_BYTES;
    return producer("sightline-ingest-waiting", memory, batchBytes, batchWait);
  }

  private ProducerSettings producer(
      String name, long memory, int togetherBytes, Duration togetherWait) {
    return new ProducerSettings(
        bootstrapServers, name, memory, deliveryTimeout, togetherBytes, togetherWait);
  }

  private static ObjectNode manual() throws IOException {
    try (InputStream yaml = IngestConfig.class.getResourceAsStream("/ingest.yaml")) {
      return (ObjectNode) YAML.readTree(yaml);
    }
  }

  private static void layCamerasOverDefaults(ObjectNode merged) throws IOException {
    if (!(merged.get("cameras") instanceof ArrayNode cameras)) {
      return;
    }
    for (int i = 0; i < cameras.size(); i++) {
      ObjectNode full = merged.get("camera").deepCopy();
      YAML.readerForUpdating(full).<JsonNode>readValue(cameras.get(i));
      layPolicy(cameras.get(i), full);
      cameras.set(i, full);
    }
  }

  /** A camera that is told to wait and no more has no deadline either. */
  private static void layPolicy(JsonNode said, JsonNode full) {
    boolean waits = said.path("whenBehind").asText().equals(WhenBehind.WAIT.name());
    if (waits && !said.has("deadline") && full instanceof ObjectNode camera) {
      camera.put("deadline", Duration.ZERO.toString());
    }
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static void requireAsking(Duration brokerAskEvery, Duration brokerSilentAfter) {
    requirePositive("brokerAskEvery", brokerAskEvery);
    require(
        brokerSilentAfter.compareTo(brokerAskEvery) > 0,
        "brokerSilentAfter",
        brokerSilentAfter,
        "more than brokerAskEvery (" + brokerAskEvery + ")");
  }

  private static void requireBatch(int batchBytes, Duration batchWait) {
    int largest = Topics.FRAMES.maxRecordBytes();
    require(batchBytes >= 0 && batchBytes <= largest, "batchBytes", batchBytes, "0 to " + largest);
    require(
        !batchWait.isNegative() && batchWait.compareTo(MAX_BATCH_WAIT) <= 0,
        "batchWait",
        batchWait,
        "zero to " + MAX_BATCH_WAIT);
  }

  private static void requireDistinct(List<CameraSettings> cameras) {
    Set<String> names = new HashSet<>();
    for (CameraSettings camera : cameras) {
      require(names.add(camera.name()), "cameras", camera.name() + " twice", "distinct names");
    }
  }

  private static void requirePositive(String key, Duration value) {
    require(!value.isNegative() && !value.isZero(), key, value, "more than zero");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ingest.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
