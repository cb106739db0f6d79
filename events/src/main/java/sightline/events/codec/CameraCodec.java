package sightline.events.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.CameraStatus;
import sightline.events.FrameCounts;
import sightline.events.SkipReason;

/**
 * {@link CameraStatus} as Protobuf; the schema is {@code sightline/events/v1/cameras.proto}.
 *
 * <p>Threading: stateless, any thread.
 */
public final class CameraCodec {

  private CameraCodec() {}

  public static byte[] write(CameraStatus event) {
    var message =
        sightline.events.proto.CameraStatus.newBuilder()
            .setCamera(event.camera())
            .setLocation(event.location())
            .setPartition(event.partition())
            .setState(event.state().name())
            .setSinceMillis(event.since().toEpochMilli())
            .setDetail(event.detail())
            .setNextTryMillis(event.nextTry().toEpochMilli())
            .setEpoch(event.epoch())
            .setCaptured(event.counts().captured())
            .setPublished(event.counts().published());
    event.counts().skipped().forEach((reason, n) -> message.putSkipped(reason.name(), n));
    return message.build().toByteArray();
  }

  /**
   * Reads a value of topic {@code cameras}.
   *
   * @throws MalformedRecord when the bytes are something else
   */
  public static CameraStatus read(byte[] bytes) throws MalformedRecord {
    try {
      var message = sightline.events.proto.CameraStatus.parseFrom(bytes);
      Map<SkipReason, Long> skipped = new EnumMap<>(SkipReason.class);
      message
          .getSkippedMap()
          .forEach((reason, count) -> skipped.put(SkipReason.valueOf(reason), count));
      return new CameraStatus(
          message.getCamera(),
          message.getLocation(),
          message.getPartition(),
          CameraStatus.State.valueOf(message.getState()),
          Instant.ofEpochMilli(message.getSinceMillis()),
          message.getDetail(),
          Instant.ofEpochMilli(message.getNextTryMillis()),
          message.getEpoch(),
          new FrameCounts(message.getCaptured(), message.getPublished(), skipped));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedRecord("not a CameraStatus: " + e.getMessage(), e);
    }
  }
}
