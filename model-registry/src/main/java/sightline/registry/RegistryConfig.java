package sightline.registry;

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
import java.util.Set;
import sightline.registry.http.HttpLimits;
import sightline.registry.intake.CheckerSettings;
import sightline.registry.intake.IntakeLimits;
import sightline.registry.intake.Integrity;
import sightline.registry.store.S3Settings;
import sightline.registry.swap.CoreSettings;

/** Settings of the registry; {@code registry.yaml} holds the defaults and is the manual. */
public record RegistryConfig(
    String host,
    int port,
    List<String> allowedHosts,
    String advertisedUrl,
    String bootstrapServers,
    String applicationId,
    Duration readyWithin,
    Duration holdWithin,
    Duration pollEvery,
    Duration answerWithin,
    Duration transactionTimeout,
    Duration sessionTimeout,
    CoreSettings.Limits limits,
    String store,
    Path storeFolder,
    S3Settings s3,
    CheckerSettings checker,
    long maxUploadBytes,
    int maxUploads,
    long minUploadBytesPerSecond,
    Duration uploadIdle,
    long minFreeBytes,
    int maxImports,
    Duration leftoverAge,
    Duration verifyEvery,
    long verifyBytesPerSecond,
    int maxRequestBytes,
    int maxMetadataBytes,
    int maxPageSize,
    int maxDownloads,
    Duration idleTimeout,
    Duration changeTimeout) {

  private static final ObjectMapper YAML = new YAMLMapper().registerModule(new JavaTimeModule());

  /** Keys whose own keys are free, or replaced as a whole. */
  private static final Set<String> WHOLE = Set.of("environment");

  public RegistryConfig {
    requirePlaces(host, port, bootstrapServers);
    allowedHosts = List.copyOf(allowedHosts);
    require(!applicationId.isBlank(), "applicationId", applicationId, "a consumer group");
    requirePositive("readyWithin", readyWithin);
    requirePositive("holdWithin", holdWithin);
    requirePositive("pollEvery", pollEvery);
    requirePositive("answerWithin", answerWithin);
    requirePositive("transactionTimeout", transactionTimeout);
    require(
        transactionTimeout.compareTo(Duration.ofSeconds(2)) <= 0,
        "transactionTimeout",
        transactionTimeout,
        "at most PT2S: so long a dead writer holds up the workers");
    requirePositive("sessionTimeout", sessionTimeout);
    require(Set.of("files", "s3").contains(store), "store", store, "files or s3");
    requireStore(store, s3);
    requireChecker(checker);
    requireRange("maxUploadBytes", maxUploadBytes, 1, 1L << 40);
    requireRange("maxUploads", maxUploads, 1, 100);
    requireRange("minUploadBytesPerSecond", minUploadBytesPerSecond, 0, 1L << 40);
    requirePositive("uploadIdle", uploadIdle);
    requireRange("minFreeBytes", minFreeBytes, 0, 1L << 50);
    requireRange("maxImports", maxImports, maxUploads, 10_000);
    requirePositive("leftoverAge", leftoverAge);
    requirePositive("verifyEvery", verifyEvery);
    requireRange("verifyBytesPerSecond", verifyBytesPerSecond, 1, 1L << 40);
    requireRange("maxRequestBytes", maxRequestBytes, 1 << 10, 1 << 24);
    requireRange("maxMetadataBytes", maxMetadataBytes, 1 << 10, 1 << 20);
    requireRange("maxPageSize", maxPageSize, 1, 10_000);
    requireRange("maxDownloads", maxDownloads, 1, 10_000);
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("changeTimeout", changeTimeout);
  }

  /** The settings of {@code registry.yaml} as it is. */
  public static RegistryConfig defaults() {
    return read(YAML.createObjectNode());
  }

  /**
   * The defaults with the keys of {@code overrides} laid over them, also within their sections.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static RegistryConfig read(JsonNode overrides) {
    ObjectNode merged = readDefaults();
    layOver(merged, overrides, "");
    try {
      return YAML.treeToValue(merged, RegistryConfig.class);
    } catch (JsonMappingException e) {
      throw refused(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The defaults with a YAML file laid over them. */
  public static RegistryConfig read(Path overrides) throws IOException {
    JsonNode keys = YAML.readTree(overrides.toFile());
    return read(keys.isObject() ? keys : YAML.createObjectNode());
  }

  /** Under which others reach this registry. */
  public String ownUrl() {
    if (!advertisedUrl.isEmpty()) {
      return advertisedUrl;
    }
    boolean everywhere = Set.of("0.0.0.0", "::", "[::]").contains(host);
    return "http://%s:%d".formatted(everywhere ? "127.0.0.1" : host, port);
  }

  CoreSettings coreSettings() {
    return new CoreSettings(
        bootstrapServers,
        applicationId,
        ownUrl(),
        readyWithin,
        holdWithin,
        pollEvery,
        answerWithin,
        transactionTimeout,
        sessionTimeout,
        limits);
  }

  IntakeLimits intakeLimits() {
    return new IntakeLimits(
        storeFolder.toAbsolutePath().resolve("uploads"),
        maxUploadBytes,
        maxUploads,
        minUploadBytesPerSecond,
        uploadIdle,
        minFreeBytes,
        maxImports,
        leftoverAge);
  }

  Integrity.Pace pace() {
    return new Integrity.Pace(verifyEvery, verifyBytesPerSecond);
  }

  HttpLimits httpLimits() {
    return new HttpLimits(
        maxRequestBytes, maxMetadataBytes, maxPageSize, maxDownloads, idleTimeout, changeTimeout);
  }

  private static void layOver(ObjectNode base, JsonNode overrides, String path) {
    for (var entry : overrides.properties()) {
      String key = path + entry.getKey();
      require(base.has(entry.getKey()), key, "unknown", "a known key");
      boolean section =
          base.get(entry.getKey()) instanceof ObjectNode
              && entry.getValue().isObject()
              && !WHOLE.contains(entry.getKey());
      if (section) {
        layOver((ObjectNode) base.get(entry.getKey()), entry.getValue(), key + ".");
      } else {
        base.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static ObjectNode readDefaults() {
    try (var yaml = RegistryConfig.class.getResourceAsStream("/registry.yaml")) {
      return (ObjectNode) YAML.readTree(Objects.requireNonNull(yaml, "registry.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the record said, or Jackson's first line with the key in front. */
  private static IllegalArgumentException refused(JsonMappingException e) {
    if (e.getCause() instanceof IllegalArgumentException ours
        && String.valueOf(ours.getMessage()).startsWith("registry.")) {
      return ours;
    }
    var path = new StringBuilder("registry");
    e.getPath().forEach(step -> path.append('.').append(step.getFieldName()));
    return new IllegalArgumentException(
        "%s cannot be read: %s".formatted(path, e.getOriginalMessage()), e);
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

  private static void requireStore(String store, S3Settings s3) {
    if (store.equals("s3")) {
      require(!s3.bucket().isBlank(), "s3.bucket", s3.bucket(), "the name of a bucket");
      require(!s3.region().isBlank(), "s3.region", s3.region(), "a region, as us-east-1");
      require(
          s3.accessKey().isEmpty() == s3.secretKey().isEmpty(),
          "s3.secretKey",
          s3.secretKey().isEmpty() ? "missing" : "given",
          "to be given together with s3.accessKey");
    }
  }

  private static void requireChecker(CheckerSettings checker) {
    requirePositive("checker.timeout", checker.timeout());
    requireRange("checker.maxResidentBytes", checker.maxResidentBytes(), 1 << 20, 1L << 40);
    requireRange("checker.maxOutputBytes", checker.maxOutputBytes(), 1 << 10, 1 << 24);
    requireRange("checker.maxAtOnce", checker.maxAtOnce(), 1, 64);
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
          "registry.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
