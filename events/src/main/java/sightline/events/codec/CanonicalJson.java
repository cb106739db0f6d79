package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import sightline.events.AnomalyFound;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;

/**
 * The one JSON form of our events, for HTTP, websockets, files and the topics of states (cameras,
 * ledger, models, worker-status): keys in the order of the records' components, numbers as JSON
 * numbers, zero values and empty lists written, times as RFC 3339 in UTC.
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
    return start(event.provenance(), "inferred")
        .set("detections", JSON.valueToTree(event.detections()));
  }

  /** Outcome {@code inferred} without detections: score and threshold, the heat map in base64. */
  public static ObjectNode of(AnomalyFound event) {
    ObjectNode json = start(event.provenance(), "inferred");
    json.putArray("detections");
    ObjectNode anomaly = json.putObject("anomaly").put("score", event.score());
    anomaly.put("threshold", event.threshold()).put("abnormal", event.abnormal());
    anomaly.put("heat", event.heat().jpeg());
    return json;
  }

  /** Outcome {@code rejected} with its reason and no detections; the thumbnail stays behind. */
  public static ObjectNode of(FrameRejected event) {
    ObjectNode json = start(event.provenance(), "rejected");
    json.put("reason", event.reason().name()).put("detail", event.detail());
    json.put("hasThumbnail", event.thumbnail().sizeBytes() > 0).putArray("detections");
    return json;
  }

  /** Any other record of this module: a camera's status, a row of the ledger, a slot. */
  public static ObjectNode of(Record fact) {
    return JSON.valueToTree(fact);
  }

  /** {@code fact} as it stands on a topic of states or in a switch marker, in UTF-8. */
  public static byte[] write(Record fact) {
    return of(fact).toString().getBytes(UTF_8);
  }

  /** Reads what {@link #write} wrote; a key that only a newer writer knows is left out. */
  public static <T> T read(byte[] bytes, Class<T> kind) throws MalformedRecord {
    try {
      return JSON.readValue(bytes, kind);
    } catch (IOException e) {
      throw new MalformedRecord("not a " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static ObjectNode start(Provenance provenance, String outcome) {
    ObjectNode json = JSON.createObjectNode();
    json.set("frame", of(provenance.frame()));
    json.put("capturedAt", provenance.capturedAt().toString());
    json.set("frameSize", of(provenance.frameSize()));
    json.put("outcome", outcome).put("slot", provenance.slot());
    json.set("model", of(provenance.model()));
    json.set("source", of(provenance.source()));
    ObjectNode micros = json.putObject("stageMicros");
    var times = provenance.stages().sinceCapture();
    times.forEach((stage, time) -> micros.put(stage.wireName(), time.toNanos() / 1_000));
    return json;
  }
}
