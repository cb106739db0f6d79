package sightline.dashboards.feed;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import sightline.events.AnomalyFound;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;

/**
 * All that is remembered of one camera.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class CameraFeed {

  private static final int RATE_SECONDS = 5;

  private final FeedLimits limits;
  private final FrameJoiner joiner;
  private final SlotResults slots;
  private final SecondCounts pictures = new SecondCounts();
  private final SecondCounts objects = new SecondCounts();
  private final SecondCounts anomalies = new SecondCounts();
  private CameraStatus status;
  private boolean announced;
  private Instant lastSign;
  private Instant lastPicture = Instant.EPOCH;
  private long rejected;
  private String lastRejection = "";

  CameraFeed(String camera, FeedLimits limits, Consumer<FrameJoiner.Drop> drops, Instant now) {
    this.limits = limits;
    this.joiner = new FrameJoiner(limits, drops);
    this.slots = new SlotResults(limits.maxSlots());
    this.lastSign = now;
    this.status = unannounced(camera, now);
  }

  List<WallFrame> picture(FrameCaptured picture, Instant now) {
    pictures.add(now, 1);
    lastSign = now;
    lastPicture = now;
    if (picture.frame().epoch() >= status.epoch()) {
      counted(picture.frame().epoch(), picture.counts());
    }
    return joiner.picture(picture, now);
  }

  /** Whether a result is not of a frame before the newest one of its slot, as second looks are. */
  boolean isInOrder(Provenance result, Instant now) {
    return slots.isInOrder(result, now);
  }

  List<WallFrame> detected(ObjectsDetected event, Instant now) {
    objects.add(now, event.detections().size());
    return joiner.result(event.provenance().frame(), FrameResult.of(event), now);
  }

  List<WallFrame> judged(AnomalyFound event, Instant now) {
    anomalies.add(now, event.abnormal() ? 1 : 0);
    return joiner.result(event.provenance().frame(), FrameResult.of(event), now);
  }

  List<WallFrame> rejected(FrameRejected event, Instant now) {
    rejected++;
    lastRejection = event.detail();
    return joiner.result(event.provenance().frame(), FrameResult.of(event), now);
  }

  List<WallFrame> expire(Instant now) {
    return joiner.expire(now);
  }

  void heartbeat(CameraHeartbeat heartbeat) {
    if (heartbeat.epoch() >= status.epoch()) {
      counted(heartbeat.epoch(), heartbeat.counts());
    }
  }

  void status(CameraStatus changed, Instant now) {
    boolean live = changed.state() == CameraStatus.State.LIVE;
    if (live && (!announced || status.state() != CameraStatus.State.LIVE)) {
      lastSign = now; // the time of silence begins when the camera says that it speaks
    }
    status = changed;
    announced = true;
  }

  CameraView view(Instant now) {
    return new CameraView(
        statusAt(now),
        pictures.rate(now, RATE_SECONDS),
        lastPicture,
        objects.lastMinute(now),
        anomalies.lastMinute(now),
        slots.switches(now),
        rejected,
        lastRejection);
  }

  /** The camera's own word, unless it calls itself live and nothing arrives. */
  private CameraStatus statusAt(Instant now) {
    boolean silent = lastSign.plus(limits.silentAfter()).isBefore(now);
    if (status.state() != CameraStatus.State.LIVE || !silent) {
      return status;
    }
    return new CameraStatus(
        status.camera(),
        status.location(),
        status.partition(),
        CameraStatus.State.STALE,
        lastSign,
        "no picture reaches the wall: see whether ingest and the broker run",
        Instant.EPOCH,
        status.epoch(),
        status.counts());
  }

  private void counted(long epoch, FrameCounts counts) {
    status =
        new CameraStatus(
            status.camera(),
            status.location(),
            status.partition(),
            status.state(),
            status.since(),
            status.detail(),
            status.nextTry(),
            epoch,
            counts);
  }

  /** Of a camera whose frames came before its status. */
  private static CameraStatus unannounced(String camera, Instant now) {
    return new CameraStatus(
        camera, "", 0, CameraStatus.State.LIVE, now, "", Instant.EPOCH, 0, FrameCounts.NONE);
  }
}
