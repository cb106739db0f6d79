package sightline.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One slot of {@link FakeRegistry}.
 *
 * <p>Threading: not thread-safe; the registry guards it.
 */
final class FakeSlot {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int OF_BYTES = 13_300_000;

  private final String name;
  private List<String> cameras;
  private double minScore = -1;
  private String reduction = "full";
  private final List<ObjectNode> switches = new ArrayList<>();
  private String model;
  private String previous;
  private String canaryModel;
  private List<String> canary = List.of();
  private long edition = 4;
  private int looks;
  private ObjectNode promotion;

  /** One in which nothing runs yet. */
  FakeSlot(String name, List<String> cameras) {
    this.name = name;
    this.cameras = cameras;
  }

  FakeSlot(String name, List<String> cameras, String model) {
    this(name, cameras);
    this.model = model;
    switches.add(past(model, null, 3_000, "bo", "first one"));
    if (model.endsWith("/1") && !name.startsWith("all")) {
      switches.add(0, past("people/2", model, 1_900, "ana", "more night"));
      switches.add(0, past(model, "people/2", 1_300, "ana", "too many shadows"));
      previous = "people/2";
    }
  }

  String name() {
    return name;
  }

  String model() {
    return model;
  }

  String previous() {
    return previous;
  }

  long edition() {
    return edition;
  }

  ObjectNode promotion() {
    return promotion;
  }

  void announce(String kind, String to, List<String> canaryCameras, String by, String why) {
    edition++;
    looks = 0;
    canary = List.copyOf(canaryCameras);
    promotion = JSON.objectNode().put("id", name + "-" + edition).put("slot", name);
    promotion.put("kind", kind).put("state", "ANNOUNCED").put("from", model).put("to", to);
    ArrayNode named = promotion.putArray("canary");
    canary.forEach(named::add);
    promotion.put("by", by).put("why", why).put("startedAt", Instant.now().toString());
    promotion.put("deadline", Instant.now().plusSeconds(60).toString());
    promotion.putNull("endedAt").put("problem", "").put("gap", false).put("settled", false);
    promotion.putArray("workers");
  }

  /** Takes cameras and settings as they are wished. */
  void set(JsonNode wish) {
    cameras = wish.path("cameras").valueStream().map(JsonNode::asText).toList();
    minScore = wish.path("minScore").asDouble();
    reduction = wish.path("reduction").asText();
  }

  void advance(List<String> steps, List<String> workers, int mostLooks) {
    if (looks >= mostLooks || !promotion.path("state").asText().equals("ANNOUNCED")) {
      return;
    }
    looks++;
    ArrayNode told = promotion.putArray("workers");
    boolean ready = true;
    for (int i = 0; i < workers.size(); i++) {
      int at = Math.max(0, Math.min(steps.size() - 1, looks - 1 - 2 * i));
      ready &= at == steps.size() - 1;
      ObjectNode worker = told.addObject().put("worker", workers.get(i)).put("step", steps.get(at));
      worker.put("bytesDone", Math.min(OF_BYTES, OF_BYTES / 3 * at)).put("ofBytes", OF_BYTES);
      worker.put("detail", "");
      worker.putArray("partitions").add(2 * i).add(2 * i + 1);
      worker.putArray("held");
    }
    if (ready) {
      finish(workers);
    }
  }

  void finish(List<String> workers) {
    edition++;
    String to = promotion.path("to").asText(null);
    promotion.put("state", "SWITCHED").put("settled", true).put("revision", switches.size() + 1);
    promotion.put("endedAt", Instant.now().toString());
    ObjectNode offsets = promotion.putObject("offsets");
    for (int partition = 0; partition < 4 * workers.size(); partition++) {
      offsets.put(String.valueOf(partition), 41_000 + 17 * partition);
    }
    ObjectNode change = past(to, model, 0, promotion.path("by").asText(), "");
    change.put("why", promotion.path("why").asText());
    switches.add(0, change);
    if (canary.isEmpty()) {
      previous = model;
      model = to;
      canaryModel = null;
    } else {
      canaryModel = to;
    }
  }

  ObjectNode json() {
    ObjectNode json = JSON.objectNode().put("slot", name).put("edition", edition);
    if (model != null) {
      current(json);
    }
    if (promotion != null && promotion.path("state").asText().equals("ANNOUNCED")) {
      json.put("promotion", promotion.path("id").asText());
    }
    if (previous != null) {
      json.put("previous", previous);
    }
    return json;
  }

  private void current(ObjectNode json) {
    json.put("revision", switches.size()).put("model", model).put("minScore", minScore);
    ArrayNode named = json.putArray("cameras");
    cameras.forEach(named::add);
    if (canaryModel != null) {
      ObjectNode part = json.putObject("canary").put("model", canaryModel);
      canary.forEach(part.putArray("cameras")::add);
    }
    json.put("reduction", reduction).put("since", switches.get(0).path("at").asText());
    json.put("by", switches.get(0).path("by").asText());
    json.put("why", switches.get(0).path("why").asText());
  }

  ObjectNode history() {
    ObjectNode json = JSON.objectNode();
    json.putArray("switches").addAll(switches);
    return json;
  }

  private ObjectNode past(String to, String from, int secondsAgo, String by, String why) {
    ObjectNode json = JSON.objectNode().put("revision", switches.size() + 1);
    json.put("at", Instant.now().minusSeconds(secondsAgo).toString()).put("by", by);
    json.put("why", why).put("action", "switched").put("to", to);
    if (from != null) {
      json.put("from", from);
    }
    ObjectNode rule = json.putArray("rules").addObject().put("model", to);
    cameras.forEach(rule.putArray("cameras")::add);
    json.putObject("offsets").put("0", 17).put("1", 22);
    return json;
  }
}
