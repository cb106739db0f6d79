package sightline.inference.stage;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.QueuePolicy;
import sightline.events.StageTimes;
import sightline.events.codec.FrameHeaders;
import sightline.events.codec.MalformedRecord;
import sightline.inference.outcome.Outcome;
import sightline.inference.slot.Slot;

/**
 * A frame that an operator wants looked at once more. It waits for its turn, however old it is.
 *
 * @param frame as it was captured
 * @param slot that asked for it
 * @param version {@code name/version} that is to look, empty for the current one
 */
record SecondLook(FrameCaptured frame, String slot, String version) {

  private static final ModelRef NO_MODEL = new ModelRef("", "", "", "");

  /**
   * Reads what {@code headers} and {@code jpeg} ask for.
   *
   * @throws MalformedRecord when a header is missing or makes no sense
   */
  static SecondLook read(Headers headers, byte[] jpeg) throws MalformedRecord {
    FrameCaptured first = FrameHeaders.readFrame(headers, jpeg);
    var waiting =
        new FrameCaptured(
            first.frame(),
            first.capturedAt(),
            first.size(),
            first.picture(),
            first.counts(),
            QueuePolicy.WAIT);
    return new SecondLook(
        waiting,
        FrameHeaders.text(headers, FrameHeaders.REQUEUE_SLOT),
        FrameHeaders.text(headers, FrameHeaders.REQUEUE_VERSION));
  }

  /** The slot among those bound to the camera, if there is one. */
  Optional<Slot> among(List<Slot> bound) {
    return bound.stream().filter(one -> one.name().equals(slot)).findFirst();
  }

  /** Whether {@code found} serves the version that is asked for. */
  boolean isServedBy(Slot found) {
    return version.isEmpty() || version.equals(versionOf(found));
  }

  /** The outcome when nobody here can look. */
  Outcome refused(Optional<Slot> found, LogPosition source) {
    String detail =
        found
            .map(
                serving ->
                    "asked for model %s, slot %s is served by %s"
                        .formatted(version, slot, versionOf(serving)))
            .orElse("asked for slot %s, which is not bound to the camera".formatted(slot));
    var provenance =
        new Provenance(
            frame.frame(),
            slot,
            frame.capturedAt(),
            frame.size(),
            found.map(serving -> serving.model().ref()).orElse(NO_MODEL),
            source,
            StageTimes.NONE);
    return new Outcome.Rejected(new FrameRejected(provenance, Reason.FAILED, detail, Picture.NONE));
  }

  private static String versionOf(Slot slot) {
    ModelRef model = slot.model().ref();
    return model.name() + "/" + model.version();
  }
}
