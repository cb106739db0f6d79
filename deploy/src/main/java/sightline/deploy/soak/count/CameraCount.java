package sightline.deploy.soak.count;

import java.util.Map;
import sightline.events.FrameCounts;
import sightline.events.FrameRejected.Reason;

/**
 * What was counted on the topics of one camera.
 *
 * @param said counts in the last header or heartbeat of ingest
 * @param onLog frames on topic {@code frames}, each once
 * @param inferred frames on topic {@code detections}, each once
 * @param rejected frames on topic {@code rejections}, each once, by reason
 * @param withoutResult frames on the log that neither topic knows
 * @param unknown results of frames that are not on the log
 * @param duplicates results of a frame that had one already
 * @param repeatedFrames records of a frame that was on the log already
 * @param orderViolations records that come behind one they should have come before
 * @param numbersBack pictures whose own number is not above that of the one before
 * @param slots how many slots results name
 */
record CameraCount(
    FrameCounts said,
    long onLog,
    long inferred,
    Map<Reason, Long> rejected,
    long withoutResult,
    long unknown,
    long duplicates,
    long repeatedFrames,
    long orderViolations,
    long numbersBack,
    int slots) {

  CameraCount {
    rejected = Map.copyOf(rejected);
  }

  static final CameraCount NOTHING =
      new CameraCount(FrameCounts.NONE, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0);
}
