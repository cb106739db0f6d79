package sightline.inference.stage;

import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Decoders;
import sightline.inference.decode.Detections;
import sightline.inference.decode.NonMaxSuppression;
import sightline.inference.decode.SuppressionRule;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.JpegDecoder;
import sightline.inference.image.TensorWriter;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.metrics.InferenceMetrics;

/**
 * Takes a batch of frames from JPEG to detections: decode, prepare, infer, read, suppress.
 *
 * <p>Whatever fails while one frame is handled becomes its rejection; nothing is thrown.
 *
 * <p>Threading: one lane thread. Ownership: owns the engine lane and the image buffers.
 */
final class Detector implements AutoCloseable {

  private final LoadedModel model;
  private final LaneSettings settings;
  private final InferenceMetrics metrics;
  private final Engine.Lane engine;
  private final JpegDecoder jpeg;
  private final TensorWriter writer = new TensorWriter();
  private final Decoder decoder;
  private final Candidates candidates;
  private final NonMaxSuppression suppression;
  private List<Tensor> tensors = List.of();

  /** A frame whose pixels are in the input tensor. */
  private record Prepared(FrameWork work, FrameSize size, Letterbox letterbox, FrameTimes times) {}

  Detector(LoadedModel model, LaneSettings settings, InferenceMetrics metrics) {
    this.model = model;
    this.settings = settings;
    this.metrics = metrics;
    this.jpeg = new JpegDecoder(settings.limits().maxPixels());
    this.decoder = Decoders.of(model.manifest());
    this.candidates = new Candidates(settings.limits().maxCandidates());
    this.suppression = new NonMaxSuppression(SuppressionRule.of(model.manifest()));
    this.engine = model.engine().openLane(settings.maxBatch(), model.inputShape());
  }

  /** Runs the net once on whatever lies in the input, so that the first frame finds it warm. */
  void warmUp() throws InferenceFailed {
    for (int pictures = 1; pictures <= settings.maxBatch(); pictures *= 2) {
      engine.run(pictures);
    }
  }

  /** Completes the outcome of every frame of {@code batch}. */
  void detect(List<FrameWork> batch) {
    var prepared = new ArrayList<Prepared>(batch.size());
    for (FrameWork work : batch) {
      if (!work.outcome().isDone()) {
        prepare(work, prepared);
      }
    }
    if (prepared.isEmpty()) {
      return;
    }
    metrics.batchStarted(prepared.size());
    try {
      engine.run(prepared.size());
    } catch (InferenceFailed e) {
      prepared.forEach(one -> reject(one, Reason.FAILED, e.getMessage()));
      return;
    }
    prepared.forEach(one -> one.times().mark(Stage.INFERRED));
    for (int index = 0; index < prepared.size(); index++) {
      finish(prepared.get(index), index);
    }
  }

  private void prepare(FrameWork work, List<Prepared> prepared) {
    var times = new FrameTimes(work, metrics);
    var unread = new Prepared(work, work.frame().size(), null, times);
    times.mark(Stage.STARTED);
    byte[] bytes = work.frame().picture().jpeg();
    if (bytes.length > settings.limits().maxPictureBytes()) {
      String detail = "%d bytes, expected at most %d";
      reject(
          unread,
          Reason.OVERSIZE,
          detail.formatted(bytes.length, settings.limits().maxPictureBytes()));
      return;
    }
    try {
      DecodedPicture picture = jpeg.decode(bytes, settings.limits().reduction());
      times.mark(Stage.DECODED);
      FrameSize said = work.frame().size();
      FrameSize found = picture.size();
      if (!said.equals(FrameSize.UNKNOWN) && !said.equals(found)) {
        reject(
            unread, Reason.WRONG_SIZE, "headers say %s, the picture is %s".formatted(said, found));
        return;
      }
      Letterbox letterbox =
          writer.write(picture, model.manifest().input(), engine.input(), prepared.size());
      times.mark(Stage.PREPARED);
      prepared.add(new Prepared(work, found, letterbox, times));
    } catch (UnreadablePicture e) {
      reject(unread, e.isOversize() ? Reason.OVERSIZE : Reason.UNREADABLE, e.getMessage());
    } catch (RuntimeException e) {
      reject(unread, Reason.FAILED, "could not be prepared: " + e);
    }
  }

  private void finish(Prepared one, int index) {
    try {
      candidates.clear();
      decoder.decode(read(index), candidates);
      one.times().mark(Stage.READ);
      suppression.suppress(candidates);
      List<Detection> found =
          Detections.inFrame(candidates, suppression, one.letterbox(), model.manifest().labels());
      one.times().mark(Stage.SUPPRESSED);
      if (candidates.overflowed() > 0) {
        metrics.candidatesDropped(candidates.overflowed());
      }
      one.work()
          .outcome()
          .complete(new Outcome.Detected(new ObjectsDetected(provenance(one), found)));
    } catch (RuntimeException e) {
      reject(one, Reason.FAILED, "the answer could not be read: " + e);
    }
  }

  /** The engine's outputs of picture {@code index}, in arrays that are used again and again. */
  private List<Tensor> read(int index) {
    List<Engine.Output> outputs = engine.outputs();
    if (!fit(outputs)) {
      tensors = outputs.stream().map(Detector::tensorFor).toList();
    }
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).read(outputs.get(i).values(), index);
    }
    return tensors;
  }

  private boolean fit(List<Engine.Output> outputs) {
    if (tensors.size() != outputs.size()) {
      return false;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (tensors.get(i).values().length != outputs.get(i).elements()) {
        return false;
      }
    }
    return true;
  }

  private static Tensor tensorFor(Engine.Output output) {
    return new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
  }

  private void reject(Prepared one, Reason reason, String detail) {
    one.work()
        .outcome()
        .complete(new Outcome.Rejected(new FrameRejected(provenance(one), reason, detail)));
  }

  private Provenance provenance(Prepared one) {
    return one.work().provenance(settings.slot(), model.ref(), one.size(), one.times().soFar());
  }

  @Override
  public void close() {
    engine.close();
    writer.close();
    jpeg.close();
  }
}
