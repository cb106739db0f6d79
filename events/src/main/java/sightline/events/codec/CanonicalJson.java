package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.StageTimes;

/**
 * The one JSON form of our events, for HTTP, websockets and files: keys in the order of the
 * records' components, numbers as JSON numbers, zero values and empty lists written, times as RFC
 * 3339 in UTC.
 *
 * <p>Threading: stateless, any thread.
 */
public final class CanonicalJson {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .registerModule(new JavaTimeModule());

  private CanonicalJson() {}

  /** Outcome {@code inferred} with its detections. */
  public static ObjectNode of(ObjectsDetected event) {
    ObjectNode json = start(event.provenance(), "inferred");
    json.set("detections", JSON.valueToTree(event.detections()));
    return json;
  }

  /** Outcome {@code rejected} with its reason and no detections; the thumbnail stays behind. */
  public static ObjectNode of(FrameRejected event) {
    ObjectNode json = start(event.provenance(), "rejected");
    json.put("reason", event.reason().name());
    json.put("detail", event.detail());
    json.put("hasThumbnail", event.thumbnail().sizeBytes() > 0).putArray("detections");
    return json;
  }

  /** Any other record of this module: a camera's status, a row of the ledger, a slot. */
  public static ObjectNode of(Record fact) {
    return JSON.valueToTree(fact);
  }

  static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(UTF_8);
  }

  static <T> T read(byte[] bytes, Class<T> kind) throws IOException {
    return JSON.readValue(bytes, kind);
  }

  private static ObjectNode start(Provenance provenance, String outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.set("frame", of(provenance.frame()));
    json.put("capturedAt", provenance.capturedAt().toString());
    json.set("frameSize", of(provenance.frameSize()));
    json.put("outcome", outcome);
    json.put("slot", provenance.slot());
    json.set("model", of(provenance.model()));
    json.set("source", of(provenance.source()));
    json.set("stageMicros", micros(provenance.stages()));
    return json;
  }

  private static ObjectNode micros(StageTimes stages) {
    ObjectNode json = JSON.createObjectNode();
    stages
        .sinceCapture()
        .forEach((stage, time) -> json.put(stage.wireName(), Math.floorDiv(time.toNanos(), 1_000)));
    return json;
  }
}
