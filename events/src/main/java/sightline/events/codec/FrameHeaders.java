package sightline.events.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.events.slot.SlotState;

/**
 * The headers of a record on topic {@code frames}: CloudEvents 1.0, Kafka protocol binding, binary
 * mode. Attributes of the standard carry the prefix {@code ce_}; ours stand beside them as decimal
 * text. What {@code ce_type} may be:
 *
 * <pre>
 * FRAME_CAPTURED    a picture
 * CAMERA_HEARTBEAT  a CameraHeartbeat; the value is empty
 * FRAME_REQUEUED    a picture to be looked at once more, by REQUEUE_SLOT, which asks for it, and
 *                   REQUEUE_VERSION, the "name/version" that is to look; all else is as in its
 *                   first record, and the result replaces the first one
 * SLOT_SWITCHED     a switch marker; the value is a SlotState, the key no camera
 * </pre>
 *
 * <p>Threading: stateless, any thread.
 */
public final class FrameHeaders {
  public static final String FRAME_CAPTURED = "sightline.frame.captured.v1";
  public static final String CAMERA_HEARTBEAT = "sightline.camera.heartbeat.v1";
  public static final String FRAME_REQUEUED = "sightline.frame.requeued.v1";
  public static final String SLOT_SWITCHED = "sightline.slot.switched.v1";
  private static final String TYPE = "ce_type";
  private static final String TIME = "ce_time";
  private static final String SOURCE = "ce_source";
  private static final String SOURCE_PREFIX = "/cameras/";
  public static final String REQUEUE_SLOT = "requeue-slot";
  public static final String REQUEUE_VERSION = "requeue-version";

  private FrameHeaders() {}

  /** The record's {@code ce_type}; empty text when it has none. */
  public static String type(Headers headers) {
    Header type = headers.lastHeader(TYPE);
    return type == null || type.value() == null ? "" : new String(type.value(), UTF_8);
  }

  /** Headers of {@code event}; its picture is the record's value. */
  public static Headers of(FrameCaptured event) {
    FrameId frame = event.frame();
    String source = SOURCE_PREFIX + frame.camera();
    Headers headers = start(frame.toString(), FRAME_CAPTURED, source, event.capturedAt());
    put(headers, "content-type", Picture.CONTENT_TYPE);
    put(headers, "epoch", frame.epoch(), "sequence", frame.sequence());
    put(headers, "width", event.size().width(), "height", event.size().height());
    putPolicy(headers, event.policy());
    putCounts(headers, event.counts());
    return headers;
  }

  /** Headers of {@code event}; the record's value is empty. */
  public static Headers of(CameraHeartbeat event) {
    String id = event.camera() + "/" + event.epoch() + "/heartbeat/" + event.at().toEpochMilli();
    Headers headers = start(id, CAMERA_HEARTBEAT, SOURCE_PREFIX + event.camera(), event.at());
    put(headers, "epoch", event.epoch(), "ended", event.ended());
    putCounts(headers, event.counts());
    return headers;
  }

  /** Headers of a switch marker. */
  public static Headers of(SlotState state, Instant at) {
    String source = "/slots/" + state.slot();
    return start(source + "/" + state.revision(), SLOT_SWITCHED, source, at);
  }

  /** The event that {@code headers} and {@code jpeg} carry. */
  public static FrameCaptured readFrame(Headers headers, byte[] jpeg) throws MalformedRecord {
    try {
      var id = new FrameId(camera(headers), number(headers, "epoch"), number(headers, "sequence"));
      int width = Math.toIntExact(number(headers, "width"));
      var size = new FrameSize(width, Math.toIntExact(number(headers, "height")));
      return new FrameCaptured(
          id, time(headers), size, Picture.ofJpeg(jpeg), readCounts(headers), readPolicy(headers));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new MalformedRecord(e.getMessage(), e);
    }
  }

  /** The heartbeat that {@code headers} carry. */
  public static CameraHeartbeat readHeartbeat(Headers headers) throws MalformedRecord {
    try {
      boolean ended = Boolean.parseBoolean(text(headers, "ended"));
      return new CameraHeartbeat(
          camera(headers), number(headers, "epoch"), time(headers), readCounts(headers), ended);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord(e.getMessage(), e);
    }
  }

  private static void putPolicy(Headers headers, QueuePolicy policy) {
    long deadline = policy.deadline().toMillis();
    put(headers, "when-behind", policy.whenBehind().name(), "deadline-ms", deadline);
    put(headers, "priority", policy.priority(), "floor-fps", policy.floorFramesPerSecond());
  }

  /** A record of somebody else may leave all of it out. */
  private static QueuePolicy readPolicy(Headers headers) throws MalformedRecord {
    Duration deadline = Duration.ofMillis(numberOr(headers, "deadline-ms", 0));
    WhenBehind usual = deadline.isZero() ? WhenBehind.WAIT : WhenBehind.DEADLINE;
    return new QueuePolicy(
        WhenBehind.valueOf(textOr(headers, "when-behind", usual.name())),
        deadline,
        Math.toIntExact(numberOr(headers, "priority", QueuePolicy.USUAL_PRIORITY)),
        Double.parseDouble(textOr(headers, "floor-fps", "0")));
  }

  private static Headers start(String id, String type, String source, Instant time) {
    Headers headers = new RecordHeaders();
    put(headers, "ce_specversion", "1.0", "ce_id", id, SOURCE, source, TYPE, type, TIME, time);
    return headers;
  }

  private static void putCounts(Headers headers, FrameCounts counts) {
    put(headers, "captured", counts.captured(), "published", counts.published());
    counts.skipped().forEach((reason, n) -> put(headers, skippedName(reason), n));
  }

  private static FrameCounts readCounts(Headers headers) throws MalformedRecord {
    var skipped = new EnumMap<SkipReason, Long>(SkipReason.class);
    for (SkipReason reason : SkipReason.values()) {
      skipped.put(reason, numberOr(headers, skippedName(reason), 0));
    }
    skipped.values().removeIf(count -> count == 0);
    return new FrameCounts(number(headers, "captured"), number(headers, "published"), skipped);
  }

  private static String skippedName(SkipReason reason) {
    return "skipped-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Instant time(Headers headers) throws MalformedRecord {
    return parsed(text(headers, TIME), Instant::parse, "header ce_time is not an RFC 3339 time");
  }

  private static String camera(Headers headers) throws MalformedRecord {
    String source = text(headers, SOURCE);
    if (!source.startsWith(SOURCE_PREFIX)) {
      throw new MalformedRecord("header ce_source does not begin with " + SOURCE_PREFIX);
    }
    return source.substring(SOURCE_PREFIX.length());
  }

  /** Adds each value under the name before it. */
  private static void put(Headers headers, Object... namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i].toString(), namesAndValues[i + 1].toString().getBytes(UTF_8));
    }
  }

  private static long numberOr(Headers headers, String name, long usual) throws MalformedRecord {
    return headers.lastHeader(name) == null ? usual : number(headers, name);
  }

  private static String textOr(Headers headers, String name, String usual) throws MalformedRecord {
    return headers.lastHeader(name) == null ? usual : text(headers, name);
  }

  private static long number(Headers headers, String name) throws MalformedRecord {
    return parsed(text(headers, name), Long::valueOf, "header " + name + " is not a whole number");
  }

  private static <T> T parsed(String text, Function<String, T> parser, String wrong)
      throws MalformedRecord {
    try {
      return parser.apply(text);
    } catch (DateTimeException | NumberFormatException e) {
      throw new MalformedRecord(wrong, e);
    }
  }

  /** The text of header {@code name}. */
  public static String text(Headers headers, String name) throws MalformedRecord {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null) {
      throw new MalformedRecord("header " + name + " is missing");
    }
    return new String(header.value(), UTF_8);
  }
}
