package sightline.inference.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a manifest tells people about its model, and no worker reads.
 *
 * @param metrics how good it is: numbers by name
 * @param lineage where it comes from: numbers and words by name
 */
public record Told(ObjectNode metrics, ObjectNode lineage) {

  private static final int MAX_FACTS = 100;
  private static final int MAX_LETTERS = 500;

  Told(ManifestKeys metrics, ManifestKeys lineage) {
    this(facts(metrics, true), facts(lineage, false));
  }

  private static ObjectNode facts(ManifestKeys keys, boolean numbers) {
    if (keys.tree().size() > MAX_FACTS) {
      throw keys.wrong("", "at most %d facts".formatted(MAX_FACTS));
    }
    for (Map.Entry<String, JsonNode> fact : keys.tree().properties()) {
      JsonNode value = fact.getValue();
      boolean known = numbers ? value.isNumber() : value.isNumber() || value.isTextual();
      if (!known || fact.getKey().length() + value.asText().length() > MAX_LETTERS) {
        String expected = numbers ? "a number" : "a number or a word of at most %d letters";
        throw keys.wrong(fact.getKey(), expected.formatted(MAX_LETTERS));
      }
    }
    return (ObjectNode) keys.tree();
  }
}
