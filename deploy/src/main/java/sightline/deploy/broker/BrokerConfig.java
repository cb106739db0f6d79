package sightline.deploy.broker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Where the log lives. Defaults and manual: {@code broker.yaml}.
 *
 * @param external {@code host:port} list of a Kafka of one's own; empty to start one in this
 *     process
 * @param data folder of the log, kept between runs; empty for a temporary one that goes at the end
 * @param listen address the broker listens on
 * @param advertise name or address under which others reach it; empty for {@code listen}
 * @param port TCP port, 0 to 65535; 0 for any free one
 */
public record BrokerConfig(
    String external, String data, String listen, String advertise, int port) {

  private static final ObjectMapper YAML = YAMLMapper.builder().build();

  public BrokerConfig {
    require(!listen.isBlank(), "listen", listen, "an address");
    require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
    require(
        !advertise.isBlank() || !isWildcard(listen),
        "advertise",
        "empty",
        "a name that others can reach, because broker.listen is " + listen);
  }

  /** What {@code broker.yaml} says. */
  public static BrokerConfig defaults() {
    return read(YAML.createObjectNode());
  }

  /** A log in a temporary folder on a free port of the loopback address. */
  public static BrokerConfig temporary() {
    return defaults().withData("").withPort(0);
  }

  /**
   * Lays {@code overrides} over {@code broker.yaml}.
   *
   * @throws IllegalArgumentException when a key is unknown or a value out of range
   */
  public static BrokerConfig read(JsonNode overrides) {
    try (InputStream defaults = BrokerConfig.class.getResourceAsStream("/broker.yaml")) {
      JsonNode merged = YAML.readTree(defaults);
      if (!overrides.isEmpty()) {
        merged = YAML.readerForUpdating(merged).readValue(overrides);
      }
      return YAML.treeToValue(merged, BrokerConfig.class);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "broker.%s is unknown, expected one of %s"
              .formatted(e.getPropertyName(), e.getKnownPropertyIds()),
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(sentenceOf(e), e);
    } catch (IOException e) {
      throw new UncheckedIOException("broker.yaml cannot be read", e);
    }
  }

  /** The same log in folder {@code changed}. */
  public BrokerConfig withData(String changed) {
    return new BrokerConfig(external, changed, listen, advertise, port);
  }

  /** The same log on port {@code changed}. */
  public BrokerConfig withPort(int changed) {
    return new BrokerConfig(external, data, listen, advertise, changed);
  }

  /** The name under which others reach the broker. */
  public String reachableAs() {
    return advertise.isBlank() ? listen : advertise;
  }

  private static boolean isWildcard(String address) {
    return address.equals("0.0.0.0") || address.equals("::") || address.equals("[::]");
  }

  private static String sentenceOf(JsonProcessingException e) {
    return e.getCause() instanceof IllegalArgumentException cause
        ? cause.getMessage()
        : "broker: " + e.getOriginalMessage();
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "broker.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
