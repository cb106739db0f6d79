package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import sightline.dashboards.feed.CameraView;
import sightline.dashboards.feed.LatencyView.Quantiles;
import sightline.dashboards.feed.LiveAccuracy;
import sightline.dashboards.feed.SiteView;
import sightline.dashboards.feed.StageLatencies;
import sightline.dashboards.health.HealthView;
import sightline.events.CameraStatus;
import sightline.events.ModelRef;
import sightline.events.codec.CanonicalJson;

/**
 * The text messages of the wall; {@code asyncapi.yaml} describes them.
 *
 * <p>Threading: stateless, any thread.
 */
final class WallJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private WallJson() {}

  /** Everything about the site but the pictures, once a second. */
  static ObjectNode site(HealthView health) {
    SiteView view = health.site();
    long live =
        view.cameras().stream()
            .filter(camera -> camera.status().state() == CameraStatus.State.LIVE)
            .count();
    ObjectNode json = JSON.objectNode().put("type", "site").put("at", view.at().toString());
    json.put("brokerReachable", view.brokerReachable());
    json.put("camerasLive", live);
    json.put("camerasInAll", view.cameras().size());
    json.put("camerasRefused", view.camerasRefused());
    Quantiles drawn = health.latency().at(StageLatencies.DRAWN);
    if (drawn.count() > 0) {
      json.put("glassP95Millis", Math.round(drawn.p95() * 1_000));
    } else {
      json.putNull("glassP95Millis");
    }
    json.set("latency", HealthJson.latency(health.latency()));
    json.set("ledger", HealthJson.ledger(health.ledger()));
    json.put("alerts", health.alerts().size());
    ArrayNode cameras = json.putArray("cameras");
    view.cameras().forEach(camera -> cameras.add(camera(camera, health.accuracy())));
    return json;
  }

  static ArrayNode cameras(SiteView view) {
    ArrayNode cameras = JSON.arrayNode();
    view.cameras().forEach(camera -> cameras.add(camera(camera)));
    return cameras;
  }

  /** With how right its slots are, where somebody knows the truth. */
  private static ObjectNode camera(CameraView view, List<LiveAccuracy> known) {
    ObjectNode json = camera(view);
    ArrayNode accuracy = json.putArray("accuracy");
    known.stream()
        .filter(each -> each.camera().equals(view.status().camera()))
        .forEach(
            each ->
                accuracy
                    .addObject()
                    .put("slot", each.slot())
                    .put("metric", each.metric())
                    .put("value", each.value())
                    .put("frames", each.frames())
                    .put("since", each.since().toString()));
    return json;
  }

  private static ObjectNode camera(CameraView view) {
    ObjectNode json = CanonicalJson.of(view.status());
    json.put("framesPerSecond", view.framesPerSecond());
    json.put("lastPicture", view.lastPicture().toString());
    ArrayNode activity = json.putArray("activity");
    view.activity().forEach(activity::add);
    ArrayNode anomalies = json.putArray("anomalies");
    view.anomalies().forEach(anomalies::add);
    ArrayNode switches = json.putArray("switches");
    view.switches()
        .forEach(
            each ->
                switches
                    .addObject()
                    .put("slot", each.slot())
                    .put("at", each.at().toString())
                    .put("from", idOf(each.from()))
                    .put("to", idOf(each.to())));
    json.put("rejected", view.rejected());
    json.put("lastRejection", view.lastRejection());
    return json;
  }

  private static String idOf(ModelRef model) {
    return model.name() + "/" + model.version();
  }

  /** Frames this client never got since it connected, by camera. */
  static ObjectNode lost(Map<String, Long> lost) {
    ObjectNode json = JSON.objectNode().put("type", "lost");
    ObjectNode cameras = json.putObject("frames");
    lost.forEach(cameras::put);
    return json;
  }

  /** The server's time, ms since 1970, in answer to a question that held {@code token}. */
  static ObjectNode clock(double token, double serverMillis) {
    return JSON.objectNode().put("type", "clock").put("token", token).put("server", serverMillis);
  }
}
