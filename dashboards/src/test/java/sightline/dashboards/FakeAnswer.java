package sightline.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** What {@link FakeRegistry} says. */
record FakeAnswer(int status, JsonNode json, Map<String, String> headers) {

  static FakeAnswer ok(JsonNode json) {
    return new FakeAnswer(200, json, Map.of());
  }

  static FakeAnswer accepted(JsonNode promotion) {
    String location = "/promotions/" + promotion.path("id").asText();
    return new FakeAnswer(202, promotion, Map.of("Location", location));
  }

  static FakeAnswer problem(int status, String detail) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", "refused")
            .put("status", status)
            .put("detail", detail);
    return new FakeAnswer(status, json, Map.of());
  }
}
