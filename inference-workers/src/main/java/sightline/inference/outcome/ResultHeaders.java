package sightline.inference.outcome;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import sightline.events.Provenance;

/**
 * The headers of a result or rejection: CloudEvents 1.0, Kafka protocol binding, binary mode.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ResultHeaders {

  /** {@code ce_type} on topic {@code detections}. */
  public static final String OBJECTS_DETECTED = "sightline.objects.detected.v1";

  /** {@code ce_type} on topic {@code segmentations}. */
  public static final String OBJECTS_SEGMENTED = "sightline.objects.segmented.v1";

  /** {@code ce_type} on topic {@code anomalies}. */
  public static final String ANOMALY_FOUND = "sightline.anomaly.found.v1";

  /** {@code ce_type} on topic {@code tracks}. */
  public static final String OBJECTS_TRACKED = "sightline.objects.tracked.v1";

  /** {@code ce_type} on topic {@code rejections}. */
  public static final String FRAME_REJECTED = "sightline.frame.rejected.v1";

  private ResultHeaders() {}

  /**
   * Headers of an event of that {@code type}; frame and slot together are its id, and what is
   * tracked has a source of its own, since its id is that of the result.
   */
  public static Headers of(String type, Provenance provenance) {
    Headers headers = new RecordHeaders();
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", provenance.frame() + "/" + provenance.slot());
    put(headers, "ce_source", source(type, provenance));
    put(headers, "ce_type", type);
    put(headers, "ce_time", provenance.capturedAt().toString());
    put(headers, "content-type", "application/protobuf");
    return headers;
  }

  private static String source(String type, Provenance provenance) {
    String slot = "/slots/" + provenance.slot();
    return type.equals(OBJECTS_TRACKED) ? slot + "/tracks" : slot;
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
