package sightline.deploy.soak.count;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LedgerRow;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.SkipReason;
import sightline.events.StageTimes;
import sightline.events.Topic;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;

/** Records as they lie on the topics of one camera, for tests that plant what is wrong. */
final class TopicRecords {

  static final String CAMERA = "gate";
  static final Instant MINUTE = Instant.parse("2026-11-22T12:00:00Z");

  private static final long EPOCH = 1_763_800_000_000L;
  private static final Picture PICTURE = Picture.ofJpeg(new byte[] {1, 2, 3});

  private TopicRecords() {}

  static FrameId frame(long sequence) {
    return new FrameId(CAMERA, EPOCH, sequence);
  }

  /** Frame {@code sequence}; {@code paced} frames before it were not published. */
  static ConsumerRecord<String, byte[]> captured(long sequence, long paced) {
    Map<SkipReason, Long> skipped = paced == 0 ? Map.of() : Map.of(SkipReason.PACED, paced);
    var counts = new FrameCounts(sequence + 1, sequence + 1 - paced, skipped);
    var event =
        new FrameCaptured(
            frame(sequence), MINUTE, FrameSize.UNKNOWN, PICTURE, counts, QueuePolicy.WAIT);
    return message(Topics.FRAMES, FrameHeaders.of(event), PICTURE.jpeg());
  }

  static ConsumerRecord<String, byte[]> detected(long sequence) {
    var event = new ObjectsDetected(provenance(sequence), java.util.List.of());
    return message(Topics.DETECTIONS, new RecordHeaders(), ResultCodec.write(event));
  }

  static ConsumerRecord<String, byte[]> rejected(long sequence) {
    var event =
        new FrameRejected(provenance(sequence), Reason.UNREADABLE, "no picture", Picture.NONE);
    return message(Topics.REJECTIONS, new RecordHeaders(), ResultCodec.write(event));
  }

  static ConsumerRecord<String, byte[]> row(LedgerRow row) {
    return message(Topics.LEDGER, new RecordHeaders(), CanonicalJson.write(row));
  }

  private static Provenance provenance(long sequence) {
    return new Provenance(
        frame(sequence),
        "default",
        MINUTE,
        FrameSize.UNKNOWN,
        new ModelRef("blob", "1", "sha256:0", "cpu"),
        new LogPosition("frames", 0, sequence),
        StageTimes.NONE);
  }

  private static ConsumerRecord<String, byte[]> message(
      Topic topic, Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        topic.name(),
        0,
        0,
        MINUTE.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        CAMERA,
        value,
        headers,
        Optional.empty());
  }

  /** A row in which numbers can be set one by one. */
  static final class Row {

    private final Map<String, Long> numbers = new HashMap<>();

    Row with(String name, long number) {
      numbers.put(name, number);
      return this;
    }

    LedgerRow at(Instant minute) {
      return new LedgerRow(
          CAMERA,
          "default",
          minute,
          number("captured"),
          number("published"),
          Map.of(SkipReason.PACED, number("paced"), SkipReason.OVERLOADED, number("overloaded")),
          0,
          number("inferred"),
          number("late"),
          Map.of(Reason.UNREADABLE, number("rejected")),
          Map.of(),
          number("inFlight"),
          number("unaccounted"),
          0,
          0);
    }

    private long number(String name) {
      return numbers.getOrDefault(name, 0L);
    }
  }
}
