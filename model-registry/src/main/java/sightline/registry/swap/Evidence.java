package sightline.registry.swap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotState;
import sightline.registry.shelf.Knowledge;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Promotion.WorkerProgress;

/** Numbers and reasons that led to something, for the audit. */
final class Evidence {

  static final String KIND = "kind";
  static final String GAP = "gap";
  static final String DEADLINE = "deadline";
  static final String PROBLEM = "problem";

  /** Workers listed in one entry. */
  private static final int MAX_WORKERS = 64;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Evidence() {}

  static ObjectNode none() {
    return JSON.objectNode();
  }

  /** What is asked of the workers, and how they are. */
  static ObjectNode announced(
      Planner.Plan plan, boolean gap, String deadline, Knowledge known, List<CrewMember> crew) {
    ObjectNode json = none().put(KIND, plan.kind()).put(GAP, gap).put(DEADLINE, deadline);
    ObjectNode versions = json.putObject("versions");
    for (ServedModel model : Progress.modelsOf(plan.next())) {
      ObjectNode version = versions.putObject(model.id()).put("digest", model.digest());
      known.version(model).ifPresent(one -> measured(version, one));
    }
    ArrayNode workers = json.putArray("workers");
    crew.stream()
        .filter(CrewMember::lives)
        .limit(MAX_WORKERS)
        .forEach(
            one -> {
              ObjectNode worker = workers.addObject().put("worker", one.worker());
              one.said().forEach(said -> worker.put("freeBytes", said.status().freeBytes()));
            });
    return json;
  }

  /** How long each worker took. */
  static ObjectNode ready(Map<String, Duration> times) {
    ArrayNode workers = JSON.arrayNode();
    times.entrySet().stream()
        .limit(MAX_WORKERS)
        .forEach(
            one ->
                workers
                    .addObject()
                    .put("worker", one.getKey())
                    .put("readyMillis", one.getValue().toMillis()));
    return none().put("live", times.size()).set("workers", workers);
  }

  /** Why it went no further, and how far each worker was. */
  static ObjectNode ended(String problem, List<WorkerProgress> progress) {
    ObjectNode json = none().put(PROBLEM, problem);
    ArrayNode workers = json.putArray("workers");
    progress.stream()
        .limit(MAX_WORKERS)
        .forEach(
            one ->
                workers
                    .addObject()
                    .put("worker", one.worker())
                    .put("step", one.step())
                    .put("bytesDone", one.bytesDone())
                    .put("detail", one.detail()));
    return json;
  }

  /** Which version looks at which cameras from now on. */
  static void addRules(ObjectNode json, SlotState state) {
    ArrayNode rules = json.putArray("rules");
    for (SlotState.Rule rule : state.rules()) {
      ObjectNode one = rules.addObject().put("model", rule.model().id());
      rule.cameras().forEach(one.putArray("cameras")::add);
    }
  }

  private static void measured(ObjectNode json, ModelVersion version) {
    json.put("residentBytes", version.residentBytes())
        .put("inferenceMillis", version.inferenceMillis())
        .set("metrics", version.metrics());
  }
}
