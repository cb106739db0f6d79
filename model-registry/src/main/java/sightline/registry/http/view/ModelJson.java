package sightline.registry.http.view;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.SlotRecord;
import sightline.registry.shelf.Model;
import sightline.registry.shelf.ModelVersion;

/**
 * Models and versions as JSON.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ModelJson {

  private ModelJson() {}

  /** In a list of models: without its versions. */
  public static ObjectNode model(Model model, List<SlotRecord> slots) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", model.name());
    json.put("versions", model.versions());
    json.put("latest", Integer.toString(model.versions()));
    aliases(json, model.aliases());
    var using = json.putArray("slots");
    slots.stream().filter(slot -> uses(slot, model.name())).forEach(slot -> using.add(slot.slot()));
    return json;
  }

  public static ObjectNode withVersions(Model model, ObjectNode page) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", model.name());
    aliases(json, model.aliases());
    json.setAll(page);
    return json;
  }

  public static ObjectNode version(ModelVersion version) {
    return CanonicalJson.of(version);
  }

  private static void aliases(ObjectNode json, Map<String, String> aliases) {
    ObjectNode named = json.putObject("aliases");
    new TreeMap<>(aliases).forEach(named::put);
  }

  private static boolean uses(SlotRecord slot, String model) {
    return slot.current().stream()
        .flatMap(state -> state.rules().stream())
        .anyMatch(rule -> rule.model().name().equals(model));
  }
}
