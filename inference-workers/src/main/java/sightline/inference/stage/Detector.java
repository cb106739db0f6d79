package sightline.inference.stage;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sightline.events.FrameRejected.Reason;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.Reduction;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Usage;

/**
 * Takes a batch of frames from JPEG to outcomes: each picture is decoded once and shown to every
 * slot of its frame.
 *
 * <p>Whatever fails while one frame is handled becomes its rejection; nothing is thrown.
 *
 * <p>Threading: one lane thread detects; slots come and go between two batches by any other.
 *
 * <p>Ownership: owns the slots' lanes and the image buffers.
 */
final class Detector implements AutoCloseable {

  private final LaneSettings.Limits limits;
  private final JpegDecoder jpeg;
  private final Map<Usage, SlotLane> slots = new ConcurrentHashMap<>();
  private final LaneSettings settings;
  private final InferenceMetrics metrics;

  /** A detector without slots. */
  Detector(LaneSettings settings, InferenceMetrics metrics) {
    this.limits = settings.limits();
    this.settings = settings;
    this.metrics = metrics;
    this.jpeg = new JpegDecoder(limits.maxPixels());
  }

  /**
   * Opens a lane for {@code slot} and runs its net once in every size, so that the first frame
   * finds it warm. Any thread.
   */
  void open(Slot slot) throws InferenceFailed {
    var lane = new SlotLane(slot, settings, metrics);
    try {
      lane.warmUp();
    } catch (InferenceFailed | RuntimeException | Error e) {
      lane.close();
      throw e;
    }
    slots.put(slot.usage(), lane);
  }

  /** Closes the lane of {@code slot} after the batch at hand. Any thread. */
  synchronized void close(Slot slot) {
    SlotLane lane = slots.remove(slot.usage());
    if (lane != null) {
      lane.close();
    }
  }

  /** Completes the outcomes of every frame of {@code batch}. */
  synchronized void detect(List<FrameWork> batch) {
    batch.forEach(work -> work.times().mark(Stage.STARTED));
    for (FrameWork work : batch) {
      if (work.isWanted()) {
        look(new FrameAnswers(work, limits.maxPixels()));
      }
    }
    slots.values().forEach(SlotLane::flush);
  }

  private void look(FrameAnswers answers) {
    FrameWork work = answers.work();
    int bytes = work.frame().picture().sizeBytes();
    if (bytes > limits.maxPictureBytes()) {
      String detail = "%d bytes, expected at most %d".formatted(bytes, limits.maxPictureBytes());
      answers.rejectAll(Reason.OVERSIZE, detail);
      return;
    }
    try {
      show(decode(work), answers);
    } catch (UnreadablePicture e) {
      answers.rejectAll(e.isOversize() ? Reason.OVERSIZE : Reason.UNREADABLE, e.getMessage());
    } catch (RuntimeException e) { // of OpenCV; the slots answer for themselves
      answers.rejectAll(Reason.FAILED, "could not be decoded: " + e);
    }
  }

  /** At the largest size that any of the slots asks for. */
  private DecodedPicture decode(FrameWork work) throws UnreadablePicture {
    Reduction least =
        work.slots().stream()
            .map(Slot::reduction)
            .min(Comparator.comparingInt(Reduction::divisor))
            .orElseThrow();
    DecodedPicture picture = jpeg.decode(work.frame().picture().jpeg(), least);
    work.times().mark(Stage.DECODED);
    return picture;
  }

  private void show(DecodedPicture picture, FrameAnswers answers) {
    FrameWork work = answers.work();
    FrameSize said = work.frame().size();
    if (said.equals(FrameSize.UNKNOWN) || said.equals(picture.size())) {
      work.slots().forEach(slot -> show(slot, picture, answers));
    } else {
      String detail = "headers say %s, the picture is %s".formatted(said, picture.size());
      answers.rejectAll(Reason.WRONG_SIZE, detail);
    }
  }

  private void show(Slot slot, DecodedPicture picture, FrameAnswers answers) {
    SlotLane lane = slots.get(slot.usage());
    if (lane == null) {
      var why = new FrameAnswers.Rejection(Reason.FAILED, slot.whyAbsent());
      answers.reject(slot, why, picture.size(), answers.work().times().soFar());
    } else {
      lane.add(picture, answers);
    }
  }

  @Override
  public synchronized void close() {
    slots.values().forEach(SlotLane::close);
    jpeg.close();
  }
}
