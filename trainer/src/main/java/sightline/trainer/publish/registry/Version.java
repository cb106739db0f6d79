package sightline.trainer.publish.registry;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A version that the registry has.
 *
 * @param number 1, 2, 3 … as text
 * @param digest of its artifact, {@code sha256:…}
 * @param metrics as they were told when it was published
 * @param lineage as it was told when it was published
 */
public record Version(
    String model, String number, String digest, JsonNode metrics, JsonNode lineage) {

  static Version of(JsonNode json) {
    return new Version(
        json.path("model").asText(),
        json.path("version").asText(),
        json.path("digest").asText(),
        json.path("metrics"),
        json.path("lineage"));
  }

  /** {@code NAME/VERSION}. */
  public String id() {
    return model + "/" + number;
  }
}
