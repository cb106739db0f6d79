package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * A model registry that keeps its state in memory. Each time somebody looks at a promotion, its
 * workers are one step further.
 *
 * <p>Threading: two threads of its own; one lock.
 */
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STEPS =
      List.of("SILENT", "FETCHING", "FETCHING", "VERIFYING", "LOADING", "WARMING", "READY");
  private static final List<String> WORKERS =
      List.of("sightline-workers-1f0a", "sightline-workers-9c41");

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer server;
  private final Map<String, List<ObjectNode>> models = new TreeMap<>();
  private final Map<String, FakeSlot> slots = new TreeMap<>();
  private final Map<String, ObjectNode> imports = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private int mostLooks = Integer.MAX_VALUE;
  private Runnable interruption = () -> {};

  FakeRegistry(int port) throws IOException {
    for (int version = 1; version <= 3; version++) {
      models
          .computeIfAbsent("people", ignored -> new ArrayList<>())
          .add(0, FakeVersion.of("people", version));
    }
    models.put("vehicles", new ArrayList<>(List.of(FakeVersion.of("vehicles", 1))));
    slots.put("yard-people", new FakeSlot("yard-people", List.of("yard", "gate"), "people/1"));
    slots.put("all-vehicles", new FakeSlot("all-vehicles", List.of("*"), "vehicles/1"));
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Somebody else changes a slot, so that what others saw of it is old. */
  synchronized void promoteByAnother(String slot, String model) {
    FakeSlot changed = slots.get(slot);
    changed.announce("promote", model, List.of(), "bo", "night shift");
    changed.finish(WORKERS);
  }

  /** Just before the next change comes, somebody else makes one. */
  synchronized void interruptNextChange(String slot, String model) {
    interruption = () -> promoteByAnother(slot, model);
  }

  /** Workers stop where they are after so many looks at a promotion. */
  synchronized void stopAfter(int looks) {
    mostLooks = looks;
  }

  synchronized String modelOf(String slot) {
    return slots.get(slot).model();
  }

  /** Methods and paths, in the order in which they came. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      FakeAnswer answer;
      synchronized (this) {
        asked.add(exchange.getRequestMethod() + " " + path);
        answer = route(exchange, path, body);
      }
      byte[] bytes = JSON.writeValueAsBytes(answer.json());
      boolean isProblem = answer.status() >= 400;
      exchange
          .getResponseHeaders()
          .set("Content-Type", isProblem ? "application/problem+json" : "application/json");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (RuntimeException e) {
      e.printStackTrace();
      throw e;
    }
  }

  private FakeAnswer route(HttpExchange exchange, String path, byte[] body) {
    String[] steps = path.substring(1).split("/");
    String route = exchange.getRequestMethod() + " " + shape(steps);
    return switch (route) {
      case "GET models" -> FakeAnswer.ok(listed());
      case "GET models/*" -> FakeAnswer.ok(versions(steps[1]));
      case "POST models/*/versions" -> imported(exchange, steps[1], body);
      case "GET imports/*" -> FakeAnswer.ok(imports.get(steps[1]));
      case "POST models/*/versions/*/confirm" -> confirmed(steps[1], steps[3]);
      case "GET slots" -> FakeAnswer.ok(slotList());
      case "PUT slots/*" ->
          slots.containsKey(steps[1])
              ? changed(exchange, steps, read(body))
              : bound(steps[1], read(body));
      case "DELETE slots/*", "POST slots/*/promote", "POST slots/*/rollback" ->
          changed(exchange, steps, read(body));
      case "GET promotions/*" -> promotion(steps[1]);
      case "GET slots/*/history" -> FakeAnswer.ok(slots.get(steps[1]).history());
      case "GET workers" -> FakeAnswer.ok(workers());
      default -> FakeAnswer.problem(404, "there is nothing at " + path);
    };
  }

  private static String shape(String[] steps) {
    var shape = new StringBuilder();
    for (int i = 0; i < steps.length; i++) {
      shape.append(i == 0 ? "" : "/").append(i % 2 == 1 ? "*" : steps[i]);
    }
    return shape.toString();
  }

  private FakeAnswer changed(HttpExchange exchange, String[] steps, JsonNode wish) {
    interruption.run();
    interruption = () -> {};
    FakeSlot slot = slots.get(steps[1]);
    String seen = exchange.getRequestHeaders().getFirst("If-Match");
    if (seen == null) {
      return FakeAnswer.problem(428, "If-Match is missing, expected the edition you saw");
    }
    if (!seen.equals("\"" + slot.edition() + "\"")) {
      return FakeAnswer.problem(
          412,
          "slot %s is at edition %d, you saw %s: bo promoted %s; look again"
              .formatted(steps[1], slot.edition(), seen.replace("\"", ""), slot.model()));
    }
    String model = wish.path("model").asText();
    if (steps.length == 3 && steps[2].equals("promote")) {
      if (model.equals("people/3") && !wish.path("gap").asBoolean()) {
        return FakeAnswer.memoryShort(
            "worker sightline-workers-9c41 has 96 MB of memory free, people/3 needs 412 MB beside"
                + " people/1; it closes the old model first if you let it");
      }
      var canary = new ArrayList<String>();
      wish.path("canary").forEach(camera -> canary.add(camera.asText()));
      slot.announce("promote", model, canary, wish.path("by").asText(), wish.path("why").asText());
    } else if (steps.length == 3) {
      slot.announce("rollback", slot.previous(), List.of(), wish.path("by").asText(), "");
    } else if (exchange.getRequestMethod().equals("DELETE")) {
      slot.announce("unbind", null, List.of(), "somebody", "");
    } else {
      slot.set(wish);
      slot.announce("settings", slot.model(), List.of(), wish.path("by").asText(), "");
    }
    return FakeAnswer.accepted(slot.promotion());
  }

  private FakeAnswer bound(String name, JsonNode wish) {
    var cameras = new ArrayList<String>();
    wish.path("cameras").forEach(camera -> cameras.add(camera.asText()));
    var slot = new FakeSlot(name, cameras);
    slots.put(name, slot);
    slot.announce("bind", wish.path("model").asText(), List.of(), wish.path("by").asText(), "");
    return FakeAnswer.accepted(slot.promotion());
  }

  private FakeAnswer promotion(String id) {
    for (FakeSlot slot : slots.values()) {
      if (slot.promotion() != null && slot.promotion().path("id").asText().equals(id)) {
        slot.advance(STEPS, WORKERS, mostLooks);
        return FakeAnswer.ok(slot.promotion());
      }
    }
    return FakeAnswer.problem(404, "there is no promotion " + id);
  }

  private FakeAnswer imported(HttpExchange exchange, String model, byte[] body) {
    String query = exchange.getRequestURI().getQuery();
    String id = "import-" + (imports.size() + 1);
    ObjectNode json = JSON.createObjectNode().put("id", id).put("model", model);
    json.put("bytes", body.length).put("ofBytes", body.length);
    ArrayNode steps = json.putArray("steps");
    steps.addObject().put("name", "unpack").put("ok", true).put("detail", "").put("millis", 3);
    if (Pattern.compile("fileName=[^&]*broken").matcher(query).find()) {
      json.put("state", "REFUSED");
      steps
          .addObject()
          .put("name", "graph")
          .put("ok", false)
          .put("detail", "cyclic")
          .put("millis", 9);
      json.put("problem", "the graph has a cycle through node 'add_7'; export the model again");
    } else {
      List<ObjectNode> known = models.computeIfAbsent(model, ignored -> new ArrayList<>());
      ObjectNode version = FakeVersion.of(model, known.size() + 1);
      version.put("manifestSource", "guessed").put("confirmed", false);
      version.putArray("assumed").add("the color order is RGB").add("scores begin at 0.25");
      known.add(0, version);
      json.put("state", "STORED").put("version", version.path("version").asText());
      json.set("understood", version);
    }
    imports.put(id, json);
    return new FakeAnswer(202, json, Map.of("Location", "/imports/" + id));
  }

  private FakeAnswer confirmed(String model, String version) {
    for (ObjectNode each : models.get(model)) {
      if (each.path("version").asText().equals(version)) {
        return FakeAnswer.ok(each.put("confirmed", true));
      }
    }
    return FakeAnswer.problem(404, "there is no " + model + "/" + version);
  }

  private ObjectNode listed() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode found = json.putArray("models");
    models.forEach(
        (name, versions) -> {
          ObjectNode model = found.addObject().put("name", name).put("versions", versions.size());
          model.put("latest", String.valueOf(versions.size()));
          model.putObject("aliases").put("champion", "1");
          ArrayNode in = model.putArray("slots");
          slots.values().stream()
              .filter(slot -> String.valueOf(slot.model()).startsWith(name + "/"))
              .forEach(slot -> in.add(slot.name()));
        });
    return json;
  }

  private ObjectNode versions(String model) {
    ObjectNode json = JSON.createObjectNode().put("name", model);
    json.putObject("aliases").put("champion", "1");
    json.putArray("versions").addAll(models.get(model));
    return json;
  }

  private ObjectNode slotList() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("slots");
    slots.values().forEach(slot -> list.add(slot.json()));
    return json;
  }

  private static ObjectNode workers() {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("workers");
    for (String worker : WORKERS) {
      ObjectNode each = list.addObject().put("live", true);
      each.putArray("clientIds").add(worker + "-StreamThread-1");
      each.putObject("status")
          .put("worker", worker)
          .put("at", Instant.now().toString())
          .put("freeBytes", 1_900_000_000L)
          .put("trouble", "");
    }
    return json;
  }

  private static JsonNode read(byte[] body) {
    try {
      return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(new String(body, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
