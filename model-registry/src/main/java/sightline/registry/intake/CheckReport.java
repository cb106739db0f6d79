package sightline.registry.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the check says of one file.
 *
 * @param ok whether it may become a version
 * @param problem why not, one sentence; empty when it may
 * @param json the whole line; an empty object when the process did not live to write it
 */
public record CheckReport(boolean ok, String problem, ObjectNode json) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file the process could not judge. */
  static CheckReport refused(String problem) {
    return new CheckReport(false, problem, JsonNodeFactory.instance.objectNode());
  }

  /**
   * Reads the line of the process.
   *
   * @throws JsonProcessingException when it is no JSON
   */
  static CheckReport read(String line) throws JsonProcessingException {
    if (!(JSON.readTree(line) instanceof ObjectNode json) || !json.path("ok").isBoolean()) {
      return refused("the check answered something that is no report");
    }
    boolean ok = json.path("ok").booleanValue();
    String problem = json.path("problem").asText("");
    if (!ok && problem.isEmpty()) {
      problem = "the check refused the file and gave no reason";
    }
    return new CheckReport(ok, ok ? "" : problem, json);
  }

  String text(String key) {
    return json.path(key).asText("");
  }

  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    json.path(key).forEach(each -> texts.add(each.asText()));
    return texts;
  }

  JsonNode part(String key) {
    return json.path(key).isMissingNode() ? JsonNodeFactory.instance.objectNode() : json.path(key);
  }
}
