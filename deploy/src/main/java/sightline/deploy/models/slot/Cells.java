package sightline.deploy.models.slot;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;

/** Parts of a slot as a person reads them. */
final class Cells {

  private Cells() {}

  /** {@code people/1}; {@code nothing} for none. */
  static String model(JsonNode model) {
    String name = model.asText("");
    return name.isEmpty() ? "nothing" : name;
  }

  /** {@code yard, gate}, or {@code all}. */
  static String cameras(JsonNode cameras) {
    String names = cameras.valueStream().map(JsonNode::asText).collect(joining(", "));
    return names.equals("*") ? "all" : names;
  }

  /** {@code people/2 on gate}; empty for none. */
  static String canary(JsonNode canary) {
    return canary.isObject()
        ? "%s on %s".formatted(model(canary.path("model")), cameras(canary.path("cameras")))
        : "";
  }

  /** {@code people/2 on gate, people/1 on all}. */
  static String rules(JsonNode rules) {
    return rules.isEmpty()
        ? "nothing"
        : rules.valueStream().map(Cells::canary).collect(joining("; "));
  }
}
