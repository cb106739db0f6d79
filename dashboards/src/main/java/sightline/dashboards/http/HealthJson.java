package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import sightline.dashboards.feed.CameraView;
import sightline.dashboards.feed.LatencyView;
import sightline.dashboards.feed.LatencyView.Quantiles;
import sightline.dashboards.health.Alert;
import sightline.dashboards.health.HealthView;
import sightline.dashboards.ledger.AccountView;
import sightline.dashboards.ledger.Imbalance;
import sightline.dashboards.ledger.LedgerState;

/**
 * How the site does, as JSON; {@code openapi.yaml} describes it.
 *
 * <p>Threading: stateless, any thread.
 */
final class HealthJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private HealthJson() {}

  static ObjectNode health(HealthView view, List<AccountView> accounts) {
    ObjectNode json = JSON.objectNode().put("at", view.site().at().toString());
    json.put("brokerReachable", view.site().brokerReachable());
    json.put("ready", !view.checks().containsValue(false));
    ObjectNode checks = json.putObject("checks");
    view.checks().forEach(checks::put);
    json.set("ledger", ledger(view.ledger()));
    ArrayNode alerts = json.putArray("alerts");
    view.alerts().forEach(alert -> alerts.add(alert(alert)));
    json.set("latency", latency(view.latency()));
    ArrayNode cameras = json.putArray("cameras");
    view.site().cameras().forEach(camera -> cameras.add(camera(camera, accounts)));
    return json;
  }

  static ObjectNode ledger(LedgerState ledger) {
    ObjectNode json = JSON.objectNode().put("rows", ledger.rows());
    json.put("balances", ledger.unbalancedRows() == 0);
    json.put("unbalancedRows", ledger.unbalancedRows());
    json.put("lostFrames", ledger.lostFrames());
    json.set("unbalanced", imbalances(ledger.imbalances()));
    json.set("lost", imbalances(ledger.losses()));
    return json;
  }

  static ObjectNode latency(LatencyView latency) {
    ObjectNode json = JSON.objectNode();
    ObjectNode stages = json.putObject("sinceCapture");
    latency.sinceCapture().forEach((stage, quantiles) -> stages.set(stage, of(quantiles)));
    json.set("model", of(latency.model()));
    json.set("deliveredMinusModel", of(latency.deliveredMinusModel()));
    return json;
  }

  private static ObjectNode camera(CameraView camera, List<AccountView> accounts) {
    String name = camera.status().camera();
    ObjectNode json = JSON.objectNode().put("camera", name);
    json.put("state", camera.status().state().name());
    json.put("since", camera.status().since().toString());
    json.put("detail", camera.status().detail());
    json.put("nextTry", camera.status().nextTry().toString());
    json.put("framesPerSecond", camera.framesPerSecond());
    ArrayNode slots = json.putArray("accounts");
    accounts.stream()
        .filter(account -> account.camera().equals(name))
        .forEach(account -> slots.add(AccountJson.account(account)));
    return json;
  }

  private static ObjectNode alert(Alert alert) {
    return JSON.objectNode()
        .put("kind", alert.kind().name())
        .put("severity", alert.kind().isBad() ? "bad" : "warn")
        .put("camera", alert.camera())
        .put("since", alert.since().toString())
        .put("message", alert.message())
        .put("advice", alert.advice());
  }

  private static ArrayNode imbalances(List<Imbalance> found) {
    ArrayNode json = JSON.arrayNode();
    found.forEach(
        each ->
            json.addObject()
                .put("camera", each.camera())
                .put("slot", each.slot())
                .put("frames", each.frames())
                .put("since", each.since().toString()));
    return json;
  }

  private static ObjectNode of(Quantiles quantiles) {
    ObjectNode json = JSON.objectNode().put("count", quantiles.count());
    put(json, "p50Millis", quantiles.p50());
    put(json, "p95Millis", quantiles.p95());
    put(json, "p99Millis", quantiles.p99());
    return json;
  }

  private static void put(ObjectNode json, String name, double seconds) {
    if (Double.isNaN(seconds)) {
      json.putNull(name);
    } else {
      json.put(name, Math.round(seconds * 10_000) / 10.);
    }
  }
}
