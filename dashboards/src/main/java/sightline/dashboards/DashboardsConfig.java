package sightline.dashboards;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import sightline.dashboards.feed.FeedLimits;
import sightline.dashboards.http.ClientLimits;
import sightline.dashboards.http.request.ListenAddress;
import sightline.dashboards.ledger.LedgerLimits;
import sightline.dashboards.log.LogSettings;
import sightline.dashboards.registry.RegistrySettings;
import sightline.dashboards.training.RecipeFolder;
import sightline.dashboards.training.TrainingLimits;
import sightline.events.Topics;

/** Settings of the dashboards; {@code dashboards.yaml} holds the defaults and is the manual. */
public record DashboardsConfig(
    String host,
    int port,
    List<String> allowedHosts,
    String bootstrapServers,
    int maxFetchBytes,
    long maxLagRecords,
    int maxCameras,
    int maxPicturesPerCamera,
    long maxPictureBytesPerCamera,
    int maxResultsPerCamera,
    long maxResultBytesPerCamera,
    int maxSlotsPerCamera,
    Duration pictureWait,
    Duration lateResultWait,
    Duration silentAfter,
    Duration ledgerWindow,
    Duration ledgerSilentAfter,
    int maxLedgerAccounts,
    Duration rejectionWindow,
    int maxRejectionsRead,
    int maxRejections,
    int maxThumbnailBytes,
    int maxClients,
    int maxUnacknowledged,
    int maxMaskBytesPerFrame,
    int maxRequestBytes,
    Duration pingInterval,
    Duration idleTimeout,
    int maxEveryClients,
    int maxEveryUnacknowledged,
    int maxEveryUnacknowledgedBytes,
    List<String> registry,
    int maxRegistryCalls,
    int maxRegistryUploads,
    int maxRegistryRequestBytes,
    long maxRegistryUploadBytes,
    int maxRegistryAnswerBytes,
    Duration registryConnectTimeout,
    Duration registrySilentTimeout,
    String recipes,
    int maxTrainingJobs,
    int maxTrainingCurves,
    int maxTrainingCurvePoints,
    int maxTrainingLogLines,
    int maxTrainingLogLineChars,
    int maxTrainingSamples,
    long maxTrainingSampleBytes,
    int maxTrainingRecipeBytes,
    int maxTrainingRecipes,
    Duration trainingWindow,
    int maxTrainingRecordsRead) {

  private static final ObjectMapper YAML = new YAMLMapper().registerModule(new JavaTimeModule());

  private static final Pattern BASE_URL = Pattern.compile("https?://[^/?#@\\s]+");

  public DashboardsConfig {
    requirePlaces(host, port, bootstrapServers);
    allowedHosts = List.copyOf(allowedHosts);
    requireRange("maxFetchBytes", maxFetchBytes, Topics.MAX_PICTURE_BYTES, 1L << 30);
    requireRange("maxLagRecords", maxLagRecords, 1, 1L << 40);
    requireRange("maxCameras", maxCameras, 1, 1_000);
    requireRange("maxPicturesPerCamera", maxPicturesPerCamera, 1, 10_000);
    requireRange(
        "maxPictureBytesPerCamera", maxPictureBytesPerCamera, Topics.MAX_PICTURE_BYTES, 1L << 40);
    requireRange("maxResultsPerCamera", maxResultsPerCamera, 1, 10_000);
    requireBytes(maxResultBytesPerCamera, maxMaskBytesPerFrame, maxEveryUnacknowledgedBytes);
    requireRange("maxSlotsPerCamera", maxSlotsPerCamera, 1, 64);
    requirePositive("pictureWait", pictureWait);
    require(
        lateResultWait.compareTo(pictureWait) >= 0,
        "lateResultWait",
        lateResultWait,
        "at least pictureWait, " + pictureWait);
    requirePositive("silentAfter", silentAfter);
    require(
        ledgerWindow.toMinutes() >= 60 && ledgerWindow.toMinutes() <= 1_440,
        "ledgerWindow",
        ledgerWindow,
        "PT1H to PT24H");
    requirePositive("ledgerSilentAfter", ledgerSilentAfter);
    requireRange("maxLedgerAccounts", maxLedgerAccounts, 1, 4_000);
    requirePositive("rejectionWindow", rejectionWindow);
    requireRange("maxRejectionsRead", maxRejectionsRead, 1, 1_000_000);
    requireRange("maxRejections", maxRejections, 1, 10_000);
    requireRange("maxThumbnailBytes", maxThumbnailBytes, 0, 1L << 30);
    requireRange("maxClients", maxClients, 1, 10_000);
    requireRange("maxUnacknowledged", maxUnacknowledged, 1, 16);
    requireRange("maxRequestBytes", maxRequestBytes, 1 << 10, 1 << 20);
    requirePositive("pingInterval", pingInterval);
    require(
        idleTimeout.compareTo(pingInterval) > 0,
        "idleTimeout",
        idleTimeout,
        "longer than pingInterval, " + pingInterval);
    requireRange("maxEveryClients", maxEveryClients, 0, maxClients);
    requireRange("maxEveryUnacknowledged", maxEveryUnacknowledged, 1, 100_000);
    registry = List.copyOf(registry);
    registry.forEach(DashboardsConfig::requireBaseUrl);
    requireRange("maxRegistryCalls", maxRegistryCalls, 1, 1_000);
    requireRange("maxRegistryUploads", maxRegistryUploads, 1, 64);
    requireRange("maxRegistryRequestBytes", maxRegistryRequestBytes, 1 << 10, 16 << 20);
    requireRange("maxRegistryUploadBytes", maxRegistryUploadBytes, 1, 1L << 40);
    requireRange("maxRegistryAnswerBytes", maxRegistryAnswerBytes, 1 << 10, 64 << 20);
    requirePositive("registryConnectTimeout", registryConnectTimeout);
    requirePositive("registrySilentTimeout", registrySilentTimeout);
    requireRange("maxTrainingRecipes", maxTrainingRecipes, 0, 1_000);
    requirePositive("trainingWindow", trainingWindow);
    requireRange("maxTrainingRecordsRead", maxTrainingRecordsRead, 1, 10_000_000);
  }

  /** The settings of {@code dashboards.yaml} as it is. */
  public static DashboardsConfig defaults() {
    return read(YAML.createObjectNode());
  }

  /**
   * The defaults with the keys of {@code overrides} laid over them.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static DashboardsConfig read(JsonNode overrides) {
    ObjectNode merged = readDefaults();
    overrides
        .properties()
        .forEach(
            entry -> {
              require(merged.has(entry.getKey()), entry.getKey(), "unknown", "a known key");
              merged.set(entry.getKey(), entry.getValue());
            });
    try {
      var config = YAML.treeToValue(merged, DashboardsConfig.class);
      config.trainingLimits(); // refuses what makes no sense
      return config;
    } catch (JsonMappingException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The defaults with a YAML file laid over them. */
  public static DashboardsConfig read(Path overrides) throws IOException {
    JsonNode keys = YAML.readTree(overrides.toFile());
    return read(keys.isObject() ? keys : YAML.createObjectNode());
  }

  public ListenAddress listenAddress() {
    return new ListenAddress(host, port, allowedHosts);
  }

  public LogSettings logSettings() {
    return new LogSettings(
        bootstrapServers,
        maxFetchBytes,
        maxLagRecords,
        maxEveryUnacknowledged,
        maxEveryUnacknowledgedBytes,
        ledgerWindow,
        rejectionWindow,
        maxRejectionsRead,
        trainingWindow,
        maxTrainingRecordsRead);
  }

  public FeedLimits feedLimits() {
    return new FeedLimits(
        maxCameras,
        maxPicturesPerCamera,
        maxPictureBytesPerCamera,
        maxResultsPerCamera,
        maxResultBytesPerCamera,
        maxSlotsPerCamera,
        pictureWait,
        lateResultWait,
        silentAfter);
  }

  public LedgerLimits ledgerLimits() {
    return new LedgerLimits(
        ledgerWindow, maxLedgerAccounts, maxRejections, maxThumbnailBytes, maxCameras);
  }

  public ClientLimits clientLimits() {
    return new ClientLimits(
        maxClients,
        maxUnacknowledged,
        maxMaskBytesPerFrame,
        maxRequestBytes,
        pingInterval,
        idleTimeout,
        maxEveryClients,
        maxCameras);
  }

  public RegistrySettings registrySettings() {
    return new RegistrySettings(
        registry,
        maxRegistryCalls,
        maxRegistryUploads,
        maxRegistryRequestBytes,
        maxRegistryUploadBytes,
        maxRegistryAnswerBytes,
        registryConnectTimeout,
        registrySilentTimeout);
  }

  /**
   * How much is remembered of training jobs.
   *
   * @throws IllegalArgumentException when a limit makes no sense
   */
  public TrainingLimits trainingLimits() {
    return new TrainingLimits(
        maxTrainingJobs,
        maxTrainingCurves,
        maxTrainingCurvePoints,
        maxTrainingLogLines,
        maxTrainingLogLineChars,
        maxTrainingSamples,
        maxTrainingSampleBytes,
        maxTrainingRecipeBytes);
  }

  /** Recipes that the training page offers. */
  public RecipeFolder recipeFolder() {
    return new RecipeFolder(recipes, maxTrainingRecipes, maxTrainingRecipeBytes);
  }

  private static ObjectNode readDefaults() {
    try (var yaml = DashboardsConfig.class.getResourceAsStream("/dashboards.yaml")) {
      return (ObjectNode) YAML.readTree(Objects.requireNonNull(yaml, "dashboards.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the record said, or Jackson's first line with the key in front. */
  private static IllegalArgumentException refused(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException ours
        && String.valueOf(ours.getMessage()).startsWith("dashboards.")) {
      return ours;
    }
    String key = e.getPath().isEmpty() ? "" : "." + e.getPath().get(0).getFieldName();
    return new IllegalArgumentException(
        "dashboards%s cannot be read: %s".formatted(key, e.getOriginalMessage()), e);
  }

  private static void requirePlaces(String host, int port, String bootstrapServers) {
    require(!host.isBlank(), "host", host, "an address to listen on");
    requireRange("port", port, 0, 65_535);
    require(
        bootstrapServers.contains(":"),
        "bootstrapServers",
        bootstrapServers,
        "host:port, host:port …");
  }

  private static void requireBytes(long results, int masks, int every) {
    requireRange("maxResultBytesPerCamera", results, 1 << 20, 1L << 40);
    requireRange("maxMaskBytesPerFrame", masks, 0, 64 << 20);
    requireRange("maxEveryUnacknowledgedBytes", every, 1 << 20, 1 << 30);
  }

  private static void requireBaseUrl(String url) {
    require(
        BASE_URL.matcher(url).matches(),
        "registry",
        url,
        "base URLs like http://127.0.0.1:8083, no slash at the end");
  }

  private static void requirePositive(String key, Duration value) {
    require(!value.isNegative() && !value.isZero(), key, value, "longer than zero");
  }

  private static void requireRange(String key, long value, long least, long most) {
    require(value >= least && value <= most, key, value, least + " to " + most);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "dashboards.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
