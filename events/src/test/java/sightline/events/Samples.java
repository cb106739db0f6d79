package sightline.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState;
import sightline.events.slot.WorkerStatus;

/** One of each event, the same ones that the golden files hold. */
public final class Samples {

  public static final Instant CAPTURED_AT = Instant.parse("2026-11-22T02:13:00.123456789Z");

  public static final FrameId FRAME = new FrameId("yard-1", 1_763_777_580_000L, 42);

  public static final FrameCounts COUNTS =
      new FrameCounts(43, 41, Map.of(SkipReason.PACED, 1L, SkipReason.PUBLISH_FAILED, 1L));

  public static final FrameCaptured CAPTURED =
      new FrameCaptured(
          FRAME,
          CAPTURED_AT,
          new FrameSize(640, 480),
          Picture.ofJpeg(new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3}),
          COUNTS,
          new QueuePolicy(
              QueuePolicy.WhenBehind.ADAPTIVE_DROP_OLDEST, Duration.ofMillis(250), 3, 1.5));

  public static final CameraHeartbeat HEARTBEAT =
      new CameraHeartbeat("yard-1", FRAME.epoch(), CAPTURED_AT, COUNTS, true);

  public static final Provenance PROVENANCE =
      new Provenance(
          FRAME,
          "people",
          CAPTURED_AT,
          new FrameSize(640, 480),
          new ModelRef("yolox-nano", "3", "sha256:" + "0f".repeat(32), "cpu"),
          new LogPosition("frames", 5, 123_456_789_012L),
          new StageTimes(
              Map.of(
                  Stage.POLLED, Duration.ofNanos(3_000_500),
                  Stage.INFERRED, Duration.ofMillis(40),
                  Stage.PUBLISHED, Duration.ofMillis(-2))));

  public static final ObjectsDetected DETECTED =
      new ObjectsDetected(
          PROVENANCE,
          List.of(
              new Detection(new Box(10.5f, 20, 30.25f, 60), 0, "person", .875f),
              new Detection(new Box(0, 0, 640, 480), 2, "car", 0)));

  /** A pixel in the middle of a mask of 3 by 3. */
  public static final ObjectsDetected SEGMENTED =
      new ObjectsDetected(
          PROVENANCE,
          List.of(
              new Detection(
                  new Box(200, 160, 400, 320),
                  1,
                  "dog",
                  .5f,
                  12,
                  List.of(210.5f, 170f, 390f, 170f),
                  Mask.ofRuns(3, 3, 4, 1, 4))));

  public static final AnomalyFound ANOMALY =
      new AnomalyFound(
          PROVENANCE, 1.75f, 1, Picture.ofJpeg(new byte[] {(byte) 0xff, (byte) 0xd8, 7, 7}));

  public static final FrameRejected REJECTED =
      new FrameRejected(
          PROVENANCE,
          FrameRejected.Reason.UNREADABLE,
          "expected a JPEG, found 5 bytes of “noise”",
          Picture.ofJpeg(new byte[] {(byte) 0xff, (byte) 0xd8, 9}));

  public static final LedgerRow ROW =
      new LedgerRow(
          "yard-1",
          "people",
          Instant.parse("2026-11-22T02:13:00Z"),
          60,
          50,
          Map.of(SkipReason.PACED, 9L, SkipReason.OVERLOADED, 4L),
          0,
          38,
          3,
          Map.of(FrameRejected.Reason.UNREADABLE, 1L),
          Map.of(LedgerRow.Loss.RETENTION, 2L, LedgerRow.Loss.PUBLISH, 1L),
          2,
          0,
          1,
          5);

  public static final CameraStatus STATUS =
      new CameraStatus(
          "yard-1",
          "rtsp://camera.example:554/live",
          5,
          CameraStatus.State.RECONNECTING,
          Instant.parse("2026-11-22T02:13:00Z"),
          "no frame for 12 s",
          Instant.parse("2026-11-22T02:13:16Z"),
          FRAME.epoch(),
          COUNTS);

  private Samples() {}

  public static final ServedModel MODEL =
      new ServedModel("people", "2", "sha256:" + "5e".repeat(32), 3_658_240, "task: detect\n");

  public static final SlotState SLOT_STATE =
      new SlotState(
          "yard-people",
          7,
          List.of(
              new SlotState.Rule(List.of("gate"), MODEL), new SlotState.Rule(SlotState.ALL, MODEL)),
          -1,
          "half");

  public static final SlotRecord SLOT =
      new SlotRecord(
          "yard-people",
          12,
          List.of(
              new SlotRecord.Switch(
                  SLOT_STATE, Instant.parse("2026-11-22T02:13:00Z"), Map.of(0, 17L, 1, 4L))),
          List.of(
              new SlotRecord.Candidate(
                  "p-9", SLOT_STATE, false, Instant.parse("2026-11-22T02:14:00Z"))));

  public static final WorkerStatus WORKER =
      new WorkerStatus(
          "worker-1",
          Instant.parse("2026-11-22T02:13:01Z"),
          1_000_000_000L,
          List.of(
              new WorkerStatus.Version(
                  "yard-people",
                  7,
                  "people/2",
                  MODEL.digest(),
                  WorkerStatus.Step.FETCHING,
                  1_048_576,
                  "",
                  List.of(0, 1))),
          List.of(3),
          "");
}
