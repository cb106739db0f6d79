package sightline.dashboards.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.dashboards.feed.WallInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.CameraStatus;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Turns records of the log into events for the feed. A record that nobody can read is counted and
 * passed over; the first of each topic is logged.
 *
 * <p>Threading: any thread.
 */
final class FrameRecords {

  private final WallInput input;
  private final Complaints complaints;

  FrameRecords(WallInput input, DashboardsMetrics metrics) {
    this.input = input;
    this.complaints = new Complaints(metrics);
  }

  void accept(ConsumerRecord<byte[], byte[]> entry) {
    try {
      dispatch(entry);
    } catch (MalformedRecord e) {
      complaints.about(entry, e);
    }
  }

  private void dispatch(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    String topic = entry.topic();
    if (topic.equals(Topics.FRAMES.name())) {
      frame(entry);
    } else if (topic.equals(Topics.CAMERAS.name())) {
      camera(entry);
    } else if (topic.equals(Topics.DETECTIONS.name())
        || topic.equals(Topics.SEGMENTATIONS.name())) {
      input.detected(ResultCodec.readDetected(valueOf(entry)));
    } else if (topic.equals(Topics.ANOMALIES.name())) {
      input.judged(ResultCodec.readAnomaly(valueOf(entry)));
    } else if (topic.equals(Topics.REJECTIONS.name())) {
      input.rejected(ResultCodec.readRejected(valueOf(entry)));
    } else {
      throw new IllegalStateException("no reader for topic " + topic);
    }
  }

  /** Pictures and heartbeats; other control records say nothing to the wall. */
  private void frame(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    switch (FrameHeaders.type(entry.headers())) {
      case FrameHeaders.FRAME_CAPTURED ->
          input.picture(FrameHeaders.readFrame(entry.headers(), valueOf(entry)));
      case FrameHeaders.CAMERA_HEARTBEAT ->
          input.heartbeat(FrameHeaders.readHeartbeat(entry.headers()));
      case "" -> throw new MalformedRecord("header ce_type is missing");
      default -> {}
    }
  }

  private void camera(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    if (entry.value() == null && entry.key() != null) {
      input.removed(new String(entry.key(), UTF_8));
    } else {
      input.status(CanonicalJson.read(valueOf(entry), CameraStatus.class));
    }
  }

  private static byte[] valueOf(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    if (entry.value() == null) {
      throw new MalformedRecord("the value is missing");
    }
    return entry.value();
  }
}
