package sightline.dashboards;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What {@link FakeRegistry} says. */
record FakeAnswer(int status, ObjectNode json, Map<String, String> headers) {

  static FakeAnswer ok(ObjectNode json) {
    return new FakeAnswer(200, json, Map.of());
  }

  static FakeAnswer accepted(ObjectNode promotion) {
    String location = "/promotions/" + promotion.path("id").asText();
    return new FakeAnswer(202, promotion, Map.of("Location", location));
  }

  /** A promotion that a gap would make possible. */
  static FakeAnswer memoryShort(String detail) {
    return new FakeAnswer(409, problem(409, detail).json().put("gapWouldHelp", true), Map.of());
  }

  static FakeAnswer problem(int status, String detail) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", "refused")
            .put("status", status)
            .put("detail", detail);
    return new FakeAnswer(status, json, Map.of());
  }
}
