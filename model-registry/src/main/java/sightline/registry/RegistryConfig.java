package sightline.registry;

import com.fasterxml.jackson.databind.JsonNode;

/** STUB: settings of the registry. */
public record RegistryConfig(String host, int port) {

  /** STUB: reads only what others need to compile and be tested. */
  public static RegistryConfig read(JsonNode overrides) {
    return new RegistryConfig(
        overrides.path("host").asText("127.0.0.1"), overrides.path("port").asInt(8083));
  }
}
