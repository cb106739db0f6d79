package sightline.trainer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import sightline.trainer.job.run.JobSettings;

/**
 * The settings of the job service; {@code trainer.yaml} holds defaults and meaning of every key.
 */
public record TrainerConfig(
    String bootstrapServers,
    String host,
    int port,
    String folder,
    String registry,
    List<String> command,
    Map<String, String> environment,
    List<String> checker,
    List<String> evaluator,
    int maxRunning,
    int maxQueued,
    int maxRetries,
    Duration retryPause,
    Duration stopGrace,
    Duration timeout,
    long maxResidentBytes,
    long maxOutputBytes,
    int maxLogLinesPerSecond,
    int maxKept) {

  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  public TrainerConfig {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    checker = List.copyOf(checker);
    evaluator = List.copyOf(evaluator);
    require(!bootstrapServers.isBlank(), "bootstrapServers", bootstrapServers, "host:port");
    require(port >= 0 && port <= 65535, "port", port, "0 to 65535");
    require(!folder.isBlank(), "folder", folder, "a folder");
    requireBetween(1, 64, "maxRunning", maxRunning);
    requireBetween(1, 10_000, "maxQueued", maxQueued);
    requireBetween(0, 100, "maxRetries", maxRetries);
    require(!retryPause.isNegative(), "retryPause", retryPause, "zero or more");
    requirePositive("stopGrace", stopGrace);
    requirePositive("timeout", timeout);
    requireBetween(64L << 20, Long.MAX_VALUE, "maxResidentBytes", maxResidentBytes);
    requireBetween(0, 1L << 30, "maxOutputBytes", maxOutputBytes);
    requireBetween(0, 10_000, "maxLogLinesPerSecond", maxLogLinesPerSecond);
    requireBetween(1, 100_000, "maxKept", maxKept);
  }

  /** {@code trainer.yaml} as it is: no command, so that every job fails. */
  public static TrainerConfig defaults() {
    return read(YAML.createObjectNode());
  }

  /** Reads {@code trainer.yaml}, then lays the operator's file over it. */
  public static TrainerConfig read(Path overrides) throws IOException {
    try {
      return read(YAML.readTree(overrides.toFile()));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IllegalArgumentException("%s is not YAML at line %d".formatted(overrides, line));
    }
  }

  /**
   * Reads {@code trainer.yaml}, then lays {@code overrides} over it.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static TrainerConfig read(JsonNode overrides) {
    try (InputStream yaml = TrainerConfig.class.getResourceAsStream("/trainer.yaml")) {
      var merged = (ObjectNode) YAML.readTree(yaml);
      if (!overrides.isMissingNode() && !overrides.isNull()) {
        YAML.readerForUpdating(merged).<JsonNode>readValue(overrides);
      }
      return YAML.treeToValue(merged, TrainerConfig.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "trainer.%s is not a key, expected one of %s"
              .formatted(
                  e.getPropertyName(),
                  e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList()));
    } catch (JsonMappingException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new IllegalArgumentException(refused.getMessage());
      }
      String key = e.getPath().isEmpty() ? "" : "." + e.getPath().get(0).getFieldName();
      throw new IllegalArgumentException(
          "trainer%s cannot be read: %s".formatted(key, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JobSettings jobs() {
    return new JobSettings(
        Path.of(folder),
        registry,
        checker,
        evaluator,
        new JobSettings.Command(command, environment, maxOutputBytes),
        new JobSettings.Limits(
            maxRunning,
            maxQueued,
            maxRetries,
            retryPause,
            stopGrace,
            timeout,
            maxResidentBytes,
            maxLogLinesPerSecond,
            maxKept));
  }

  private static void requirePositive(String key, Duration value) {
    require(value.compareTo(Duration.ZERO) > 0, key, value, "more than zero");
  }

  private static void requireBetween(long least, long most, String key, long value) {
    require(value >= least && value <= most, key, value, least + " to " + most);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "trainer.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
