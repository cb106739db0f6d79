package sightline.events.codec;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import sightline.events.CameraStatus;
import sightline.events.Detection;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * The one JSON form of our events, for HTTP, websockets and files: keys in this order, numbers as
 * JSON numbers, zero values and empty lists written, times as RFC 3339 in UTC.
 *
 * <p>Threading: stateless, any thread.
 */
public final class CanonicalJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CanonicalJson() {}

  /** Outcome {@code inferred} with its detections. */
  public static ObjectNode of(ObjectsDetected event) {
    ObjectNode json = start(event.provenance(), "inferred");
    ArrayNode detections = json.putArray("detections");
    event.detections().forEach(detection -> detections.add(of(detection)));
    return json;
  }

  /** Outcome {@code rejected} with its reason and no detections. */
  public static ObjectNode of(FrameRejected event) {
    ObjectNode json = start(event.provenance(), "rejected");
    json.put("reason", event.reason().name());
    json.put("detail", event.detail());
    json.putArray("detections");
    return json;
  }

  public static ObjectNode of(CameraStatus event) {
    ObjectNode json = JSON.objectNode();
    json.put("camera", event.camera());
    json.put("location", event.location());
    json.put("partition", event.partition());
    json.put("state", event.state().name());
    json.put("since", event.since().toString());
    json.put("detail", event.detail());
    json.put("nextTry", event.nextTry().toString());
    json.put("epoch", event.epoch());
    json.set("counts", of(event.counts()));
    return json;
  }

  public static ObjectNode of(FrameId frame) {
    return JSON.objectNode()
        .put("camera", frame.camera())
        .put("epoch", frame.epoch())
        .put("sequence", frame.sequence());
  }

  public static ObjectNode of(FrameSize size) {
    return JSON.objectNode().put("width", size.width()).put("height", size.height());
  }

  public static ObjectNode of(ModelRef model) {
    return JSON.objectNode()
        .put("name", model.name())
        .put("version", model.version())
        .put("digest", model.digest())
        .put("provider", model.provider());
  }

  public static ObjectNode of(Detection detection) {
    ObjectNode json = JSON.objectNode();
    json.set("box", of(detection.box()));
    json.put("classId", detection.classId());
    json.put("label", detection.label());
    json.put("score", detection.score());
    return json;
  }

  public static ObjectNode of(FrameCounts counts) {
    ObjectNode json =
        JSON.objectNode().put("captured", counts.captured()).put("published", counts.published());
    ObjectNode skipped = json.putObject("skipped");
    counts.skipped().forEach((reason, n) -> skipped.put(reason.name(), n));
    return json;
  }

  private static ObjectNode start(Provenance provenance, String outcome) {
    ObjectNode json = JSON.objectNode();
    json.set("frame", of(provenance.frame()));
    json.put("capturedAt", provenance.capturedAt().toString());
    json.set("frameSize", of(provenance.frameSize()));
    json.put("outcome", outcome);
    json.put("slot", provenance.slot());
    json.set("model", of(provenance.model()));
    json.set("source", of(provenance.source()));
    json.set("stageMicros", of(provenance.stages()));
    return json;
  }

  private static ObjectNode of(Box box) {
    return JSON.objectNode()
        .put("left", box.left())
        .put("top", box.top())
        .put("right", box.right())
        .put("bottom", box.bottom());
  }

  private static ObjectNode of(LogPosition position) {
    return JSON.objectNode()
        .put("topic", position.topic())
        .put("partition", position.partition())
        .put("offset", position.offset());
  }

  private static ObjectNode of(StageTimes stages) {
    ObjectNode json = JSON.objectNode();
    stages
        .sinceCapture()
        .forEach((stage, time) -> json.put(stage.wireName(), Math.floorDiv(time.toNanos(), 1_000)));
    return json;
  }
}
