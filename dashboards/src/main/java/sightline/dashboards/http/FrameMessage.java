package sightline.dashboards.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.dashboards.feed.FrameResult;
import sightline.dashboards.feed.FrameResult.Inferred;
import sightline.dashboards.feed.FrameResult.Judged;
import sightline.dashboards.feed.FrameResult.Rejected;
import sightline.dashboards.feed.WallFrame;
import sightline.events.FrameCaptured;
import sightline.events.Picture;
import sightline.events.codec.CanonicalJson;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;

/**
 * One frame as the browser gets it: picture and result in one binary message, so that they cannot
 * part.
 *
 * <pre>
 *   4 bytes    length of the JSON in bytes, big-endian
 *   JSON       UTF-8: the canonical event of the first slot, "others" with those of the other
 *              slots, and "picture" with type and size of what follows
 *   JPEG       as captured; nothing when nobody could read it
 * </pre>
 *
 * <p>Threading: stateless, any thread.
 */
final class FrameMessage {

  private static final ObjectMapper JSON = new ObjectMapper();

  private FrameMessage() {}

  /**
   * The message of {@code frame}.
   *
   * @param maxMaskBytes of all its masks as text; those of the best scores are sent, and
   *     "masksLeftOut" says how many are not
   */
  static Buffer of(WallFrame frame, int maxMaskBytes) {
    byte[] jpeg = isPicture(frame) ? frame.picture().picture().jpeg() : new byte[0];
    byte[] header = header(frame, jpeg.length, maxMaskBytes);
    return Buffer.buffer(Integer.BYTES + header.length + jpeg.length)
        .appendInt(header.length)
        .appendBytes(header)
        .appendBytes(jpeg);
  }

  private static byte[] header(WallFrame frame, int pictureBytes, int maxMaskBytes) {
    ObjectNode json = event(frame);
    leaveOutMasks(json, maxMaskBytes);
    if (!frame.picture().size().equals(FrameSize.UNKNOWN)) {
      json.set("frameSize", CanonicalJson.of(frame.picture().size()));
    }
    json.putObject("picture")
        .put("contentType", Picture.CONTENT_TYPE)
        .put("sizeBytes", pictureBytes);
    try {
      return JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  private static void leaveOutMasks(ObjectNode json, int maxMaskBytes) {
    List<JsonNode> withMask = new ArrayList<>();
    json.path("detections").forEach(withMask::add);
    json.path("others").forEach(other -> other.path("detections").forEach(withMask::add));
    withMask.removeIf(found -> maskBytes(found) == 0);
    withMask.sort(Comparator.comparingDouble(found -> -found.path("score").asDouble()));
    int room = maxMaskBytes;
    int leftOut = 0;
    for (JsonNode found : withMask) {
      if (maskBytes(found) <= room) {
        room -= maskBytes(found);
      } else {
        ((ObjectNode) found).set("mask", CanonicalJson.of(Mask.NONE));
        leftOut++;
      }
    }
    if (leftOut > 0) {
      json.put("masksLeftOut", leftOut);
    }
  }

  private static int maskBytes(JsonNode detection) {
    return detection.path("mask").path("counts").asText().length();
  }

  /** The first result that a model made leads, so that a rejection beside it hides no boxes. */
  private static ObjectNode event(WallFrame frame) {
    if (frame.results().isEmpty()) {
      return pending(frame.picture());
    }
    FrameResult leading = frame.firstOfModel().orElse(frame.results().get(0));
    ObjectNode json = event(leading);
    if (frame.results().size() > 1) {
      ArrayNode others = json.putArray("others");
      frame.results().stream()
          .filter(each -> each != leading)
          .map(FrameMessage::event)
          .forEach(others::add);
    }
    return json;
  }

  private static ObjectNode event(FrameResult result) {
    if (result instanceof Inferred inferred) {
      return CanonicalJson.of(inferred.event());
    }
    return result instanceof Judged judged
        ? CanonicalJson.of(judged.event())
        : CanonicalJson.of(((Rejected) result).event());
  }

  private static ObjectNode pending(FrameCaptured picture) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("frame", CanonicalJson.of(picture.frame()));
    json.put("capturedAt", picture.capturedAt().toString());
    json.set("frameSize", CanonicalJson.of(picture.size()));
    json.put("outcome", "pending");
    json.putArray("detections");
    return json;
  }

  /** A picture that no worker could read is not sent to browsers either. */
  private static boolean isPicture(WallFrame frame) {
    return frame.results().isEmpty() || frame.results().stream().anyMatch(FrameMessage::isPicture);
  }

  private static boolean isPicture(FrameResult result) {
    if (result instanceof Rejected rejected) {
      return switch (rejected.event().reason()) {
        case FAILED, WRONG_SIZE -> true;
        case UNREADABLE, OVERSIZE, BAD_HEADERS -> false;
      };
    }
    return true;
  }
}
