package sightline.events.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.FrameRejected;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.events.proto.Results;

/**
 * Results and rejections as Protobuf; the schema is {@code sightline/events/v1/results.proto}.
 *
 * <p>Threading: stateless, any thread.
 */
public final class ResultCodec {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private ResultCodec() {}

  public static byte[] write(ObjectsDetected event) {
    var message = Results.ObjectsDetected.newBuilder().setProvenance(toProto(event.provenance()));
    event.detections().forEach(detection -> message.addDetections(toProto(detection)));
    return message.build().toByteArray();
  }

  public static byte[] write(AnomalyFound event) {
    var message = Results.AnomalyFound.newBuilder().setProvenance(toProto(event.provenance()));
    message.setScore(event.score()).setThreshold(event.threshold());
    return message.setHeat(ByteString.copyFrom(event.heat().jpeg())).build().toByteArray();
  }

  public static byte[] write(FrameRejected event) {
    var message = Results.FrameRejected.newBuilder().setProvenance(toProto(event.provenance()));
    message.setReason(event.reason().name()).setDetail(event.detail());
    message.setThumbnail(ByteString.copyFrom(event.thumbnail().jpeg()));
    return message.build().toByteArray();
  }

  /** Reads a value of topic {@code detections}. */
  public static ObjectsDetected readDetected(byte[] bytes) throws MalformedRecord {
    try {
      var message = Results.ObjectsDetected.parseFrom(bytes);
      var found = message.getDetectionsList().stream().map(ResultCodec::fromProto).toList();
      return new ObjectsDetected(fromProto(message.getProvenance()), found);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedRecord("not an ObjectsDetected: " + e.getMessage(), e);
    }
  }

  /** Reads a value of topic {@code anomalies}. */
  public static AnomalyFound readAnomaly(byte[] bytes) throws MalformedRecord {
    try {
      var message = Results.AnomalyFound.parseFrom(bytes);
      Provenance provenance = fromProto(message.getProvenance());
      Picture heat = Picture.ofJpeg(message.getHeat().toByteArray());
      return new AnomalyFound(provenance, message.getScore(), message.getThreshold(), heat);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedRecord("not an AnomalyFound: " + e.getMessage(), e);
    }
  }

  /** Reads a value of topic {@code rejections}. */
  public static FrameRejected readRejected(byte[] bytes) throws MalformedRecord {
    try {
      var message = Results.FrameRejected.parseFrom(bytes);
      Provenance provenance = fromProto(message.getProvenance());
      var reason = FrameRejected.Reason.valueOf(message.getReason());
      Picture thumbnail = Picture.ofJpeg(message.getThumbnail().toByteArray());
      return new FrameRejected(provenance, reason, message.getDetail(), thumbnail);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedRecord("not a FrameRejected: " + e.getMessage(), e);
    }
  }

  private static Results.Provenance toProto(Provenance from) {
    Instant at = from.capturedAt();
    long nanos = at.getEpochSecond() * NANOS_PER_SECOND + at.getNano();
    var to = Results.Provenance.newBuilder().setSlot(from.slot()).setCapturedAtNanos(nanos);
    FrameId id = from.frame();
    to.getFrameBuilder().setCamera(id.camera()).setEpoch(id.epoch()).setSequence(id.sequence());
    FrameSize size = from.frameSize();
    to.getFrameSizeBuilder().setWidth(size.width()).setHeight(size.height());
    ModelRef model = from.model();
    to.getModelBuilder().setName(model.name()).setVersion(model.version());
    to.getModelBuilder().setDigest(model.digest()).setProvider(model.provider());
    LogPosition in = from.source();
    to.getSourceBuilder().setTopic(in.topic()).setPartition(in.partition()).setOffset(in.offset());
    var times = from.stages().sinceCapture();
    times.forEach(
        (stage, time) ->
            to.addStagesBuilder().setStage(stage.wireName()).setMicros(time.toNanos() / 1_000));
    return to.build();
  }

  private static Results.Detection.Builder toProto(Detection from) {
    var to = Results.Detection.newBuilder().setClassId(from.classId()).setLabel(from.label());
    Box box = from.box();
    to.getBoxBuilder().setLeft(box.left()).setTop(box.top());
    to.getBoxBuilder().setRight(box.right()).setBottom(box.bottom());
    if (from.mask() != Mask.NONE) {
      to.getMaskBuilder().setWidth(from.mask().width()).setHeight(from.mask().height());
      to.getMaskBuilder().setCounts(from.mask().counts());
    }
    return to.setScore(from.score()).setTrack(from.track()).addAllLandmarks(from.landmarks());
  }

  private static Provenance fromProto(Results.Provenance message) {
    var frame = message.getFrame();
    var model = message.getModel();
    var source = message.getSource();
    return new Provenance(
        new FrameId(frame.getCamera(), frame.getEpoch(), frame.getSequence()),
        message.getSlot(),
        Instant.ofEpochSecond(0, message.getCapturedAtNanos()),
        new FrameSize(message.getFrameSize().getWidth(), message.getFrameSize().getHeight()),
        new ModelRef(model.getName(), model.getVersion(), model.getDigest(), model.getProvider()),
        new LogPosition(source.getTopic(), source.getPartition(), source.getOffset()),
        stages(message));
  }

  /** A stage that a newer writer knows and we do not is left out. */
  private static StageTimes stages(Results.Provenance message) {
    var times = new EnumMap<Stage, Duration>(Stage.class);
    for (Stage stage : Stage.values()) {
      for (Results.StageTime time : message.getStagesList()) {
        if (time.getStage().equals(stage.wireName())) {
          times.put(stage, Duration.ofNanos(Math.multiplyExact(time.getMicros(), 1_000L)));
        }
      }
    }
    return new StageTimes(times);
  }

  private static Detection fromProto(Results.Detection message) {
    var at = message.getBox();
    var box = new Box(at.getLeft(), at.getTop(), at.getRight(), at.getBottom());
    var covered = message.getMask();
    var mask = new Mask(covered.getWidth(), covered.getHeight(), covered.getCounts());
    return new Detection(
        box,
        message.getClassId(),
        message.getLabel(),
        message.getScore(),
        message.getTrack(),
        message.getLandmarksList(),
        message.hasMask() ? mask : Mask.NONE);
  }
}
