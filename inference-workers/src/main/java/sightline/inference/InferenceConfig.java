package sightline.inference;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.inference.track.TrackPlan;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerRules;

/** Settings of the inference workers; {@code inference.yaml} is their manual. */
public record InferenceConfig(
    String bootstrapServers,
    String applicationId,
    String guarantee,
    Duration commitInterval,
    Duration resultLinger,
    Duration sessionTimeout,
    Duration transactionTimeout,
    String groupProtocol,
    int streamThreads,
    String stateFolder,
    String registry,
    String worker,
    String modelFolder,
    long modelFolderBytes,
    Duration registryPatience,
    Duration statusEvery,
    int maxSlots,
    String host,
    int port,
    String slot,
    String model,
    float minScore,
    String reduction,
    List<SlotConfig> slots,
    String tracker,
    Map<String, String> trackers,
    TrackerRules tracking,
    int maxTrackers,
    String provider,
    int device,
    int lanes,
    int intraOpThreads,
    int maxBatch,
    List<Integer> preferredBatchSizes,
    List<Integer> batchBuckets,
    Duration maxQueueDelay,
    int maxPending,
    int maxInFlight,
    int maxQueued,
    int maxQueuedPerCamera,
    int maxCameras,
    int maxPictureBytes,
    long maxPixels,
    int maxCandidates,
    int maxMaskSide,
    int maxHeatSide,
    Duration tick,
    Duration drainWithin,
    Duration freshWithin,
    Duration maxStall,
    Duration ledgerEvery,
    Duration liveWithin,
    Duration probeEvery,
    Duration probeTimeout,
    long minFreeBytes,
    Duration restartPause,
    Duration maxRestartPause,
    int maxRestarts,
    Duration restartWindow) {

  private static final int MOST_IN_A_BATCH = 256;

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public InferenceConfig {
    require(!bootstrapServers.isBlank(), "bootstrapServers", bootstrapServers, "host:port");
    require(!applicationId.isBlank(), "applicationId", applicationId, "a name");
    oneOf("guarantee", guarantee, "exactly_once_v2", "at_least_once");
    oneOf("provider", provider, "auto", "cpu", "cuda", "tensorrt");
    SlotConfig.requireReduction("reduction", reduction);
    require(isPositive(commitInterval), "commitInterval", commitInterval, "more than zero");
    requireTimes(commitInterval, resultLinger, sessionTimeout, transactionTimeout);
    oneOf("groupProtocol", groupProtocol, "classic", "streams");
    between("streamThreads", streamThreads, 1, 64);
    requireRegistry(registry, groupProtocol, modelFolderBytes, maxSlots);
    require(isPositive(registryPatience), "registryPatience", registryPatience, "more than zero");
    require(isPositive(statusEvery), "statusEvery", statusEvery, "more than zero");
    between("port", port, 0, 65535);
    require(!slot.isBlank(), "slot", slot, "a name");
    SlotConfig.requireMinScore("minScore", minScore);
    slots = List.copyOf(slots);
    List<String> names = slots.stream().map(SlotConfig::name).toList();
    require(
        Set.copyOf(names).size() == names.size(), "slots", names, "each slot to have its own name");
    trackers = requireTracking(tracker, trackers, tracking, maxTrackers);
    between("device", device, 0, 255);
    between("lanes", lanes, 0, 256);
    between("intraOpThreads", intraOpThreads, 1, 256);
    between("maxBatch", maxBatch, 0, MOST_IN_A_BATCH);
    batchSizes("preferredBatchSizes", preferredBatchSizes, maxBatch);
    batchSizes("batchBuckets", batchBuckets, maxBatch);
    require(!maxQueueDelay.isNegative(), "maxQueueDelay", maxQueueDelay, "zero or more");
    between("maxPending", maxPending, 1, 4096);
    between("maxInFlight", maxInFlight, maxPending, 65536);
    between("maxQueued", maxQueued, Math.max(1, maxBatch), 65536);
    between("maxQueuedPerCamera", maxQueuedPerCamera, 1, 65536);
    between("maxCameras", maxCameras, 1, 1_000_000);
    between("maxPictureBytes", maxPictureBytes, 1024, 64 << 20);
    require(maxPixels >= 1, "maxPixels", maxPixels, "1 or more");
    between("maxCandidates", maxCandidates, 1, 1_000_000);
    between("maxMaskSide", maxMaskSide, 16, 16_384);
    between("maxHeatSide", maxHeatSide, 16, 512);
    require(isPositive(tick), "tick", tick, "more than zero");
    require(!drainWithin.isNegative(), "drainWithin", drainWithin, "zero or more");
    require(isPositive(freshWithin), "freshWithin", freshWithin, "more than zero");
    require(isPositive(maxStall), "maxStall", maxStall, "more than zero");
    require(!ledgerEvery.isNegative(), "ledgerEvery", ledgerEvery, "zero or more");
    require(
        liveWithin.compareTo(maxStall) > 0,
        "liveWithin",
        liveWithin,
        "more than maxStall (" + maxStall + ")");
    require(isPositive(probeEvery), "probeEvery", probeEvery, "more than zero");
    require(isPositive(probeTimeout), "probeTimeout", probeTimeout, "more than zero");
    require(minFreeBytes >= 0, "minFreeBytes", minFreeBytes, "0 or more");
    require(isPositive(restartPause), "restartPause", restartPause, "more than zero");
    require(
        maxRestartPause.compareTo(restartPause) >= 0,
        "maxRestartPause",
        maxRestartPause,
        "at least restartPause (" + restartPause + ")");
    between("maxRestarts", maxRestarts, 0, 1000);
    require(isPositive(restartWindow), "restartWindow", restartWindow, "more than zero");
  }

  private static void requireRegistry(
      String registry, String groupProtocol, long modelFolderBytes, int maxSlots) {
    for (String address : registry.isEmpty() ? new String[0] : registry.split(",")) {
      require(
          address.strip().matches("https?://[^/\\s]+/?"),
          "registry",
          registry,
          "http://host:port, comma between several");
    }
    require(
        registry.isEmpty() || groupProtocol.equals("classic"),
        "groupProtocol",
        groupProtocol,
        "classic with a registry: a partition that waits for a model is held by its client");
    require(modelFolderBytes >= 1 << 20, "modelFolderBytes", modelFolderBytes, "1 MiB or more");
    between("maxSlots", maxSlots, 1, 1000);
  }

  /** Whether slots and models are those of the registry. */
  public boolean isLive() {
    return !registry.isEmpty();
  }

  /** The slots that are served: those listed, else the one that the single keys describe. */
  public List<SlotConfig> slotsServed() {
    return slots.isEmpty()
        ? List.of(new SlotConfig(slot, model, minScore, List.of(), reduction))
        : slots;
  }

  private static Map<String, String> requireTracking(
      String tracker, Map<String, String> trackers, TrackerRules tracking, int maxTrackers) {
    require(trackers != null, "trackers", null, "slots and their trackers, or {}");
    require(tracking != null, "tracking", null, "the rules of the trackers");
    between("maxTrackers", maxTrackers, 1, 1_000_000);
    planOf(tracker, trackers, tracking);
    return Map.copyOf(trackers);
  }

  /** Which slots are tracked, and how. */
  public TrackPlan trackPlan() {
    return planOf(tracker, trackers, tracking);
  }

  private static TrackPlan planOf(
      String tracker, Map<String, String> trackers, TrackerRules tracking) {
    var slots = new HashMap<String, TrackerKind>();
    trackers.forEach(
        (slot, kind) -> slots.put(slot, TrackerKind.of("inference.trackers." + slot, kind)));
    return new TrackPlan(TrackerKind.of("inference.tracker", tracker), slots, tracking);
  }

  private static void requireTimes(
      Duration commitInterval,
      Duration resultLinger,
      Duration sessionTimeout,
      Duration transactionTimeout) {
    require(
        !resultLinger.isNegative() && resultLinger.compareTo(commitInterval) <= 0,
        "resultLinger",
        resultLinger,
        "zero to commitInterval (" + commitInterval + ")");
    require(isPositive(sessionTimeout), "sessionTimeout", sessionTimeout, "more than zero");
    require(
        transactionTimeout.compareTo(commitInterval) > 0,
        "transactionTimeout",
        transactionTimeout,
        "more than commitInterval (" + commitInterval + ")");
  }

  /** What {@code inference.yaml} says. */
  public static InferenceConfig defaults() {
    return read(JsonNodeFactory.instance.objectNode());
  }

  /** The defaults with the operator's file laid over them. */
  public static InferenceConfig read(Path overrides) throws IOException {
    return read(YAML.readTree(overrides.toFile()));
  }

  /**
   * The defaults with {@code overrides} laid over them.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static InferenceConfig read(JsonNode overrides) {
    try (InputStream manual = InferenceConfig.class.getResourceAsStream("/inference.yaml")) {
      JsonNode merged = YAML.readerForUpdating(YAML.readTree(manual)).readValue(overrides);
      return YAML.treeToValue(merged, InferenceConfig.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "inference.%s is not a setting, expected one of %s"
              .formatted(keyOf(e), e.getKnownPropertyIds()),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException(explain(e), e);
    }
  }

  /** Our own sentence when a setting was refused, else the key and the parser's first line. */
  private static String explain(IOException e) {
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return refused.getMessage();
    }
    String key = e instanceof JsonMappingException mapping ? keyOf(mapping) : "";
    return "inference%s cannot be read: %s"
        .formatted(
            key.isEmpty() ? "" : "." + key,
            e.getMessage().lines().findFirst().orElse("no reason given"));
  }

  /** As one would look for it in the file: {@code slots[0].model}. */
  private static String keyOf(JsonMappingException e) {
    var key = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.toString();
  }

  private static void batchSizes(String key, List<Integer> sizes, int maxBatch) {
    int most = maxBatch == 0 ? MOST_IN_A_BATCH : maxBatch;
    require(
        sizes.stream().allMatch(size -> size >= 1 && size <= most),
        key,
        sizes,
        "sizes of 1 to " + most);
  }

  private static boolean isPositive(Duration duration) {
    return duration.compareTo(Duration.ZERO) > 0;
  }

  private static void between(String key, int value, int from, int to) {
    require(value >= from && value <= to, key, value, from + " to " + to);
  }

  private static void oneOf(String key, String value, String... choices) {
    require(List.of(choices).contains(value), key, value, String.join(", ", choices));
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "inference.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
