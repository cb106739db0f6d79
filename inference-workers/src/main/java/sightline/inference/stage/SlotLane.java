package sightline.inference.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.FrameRejected.Reason;
import sightline.events.ObjectsDetected;
import sightline.events.Picture;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.heat.GrayPixels;
import sightline.inference.decode.heat.Judgement;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.TensorWriter;
import sightline.inference.image.encode.GrayJpeg;
import sightline.inference.metrics.FrameTimes;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.reading.Answer;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;

/**
 * One slot on one lane: collects pictures in its own input tensor, runs its model on them, and
 * reads the answers.
 *
 * <p>Whatever fails becomes the rejection of the frames concerned, in this slot only; nothing is
 * thrown.
 *
 * <p>Threading: one lane thread. Ownership: owns its engine lane and its canvas.
 */
final class SlotLane implements AutoCloseable {

  private final Slot slot;
  private final LoadedModel model;
  private final LaneSettings settings;
  private final InferenceMetrics metrics;
  private final int maxBatch;
  private final Engine.Lane engine;
  private final TensorWriter writer = new TensorWriter();
  private final Reading reading;
  private final List<Prepared> prepared = new ArrayList<>();
  private final Answer answer = new Answer();

  /** A frame whose pixels are in the input tensor. */
  private record Prepared(
      FrameAnswers answers, FrameSize size, Letterbox letterbox, FrameTimes times) {}

  SlotLane(Slot slot, LaneSettings settings, InferenceMetrics metrics) {
    this.slot = slot;
    this.model = slot.model();
    this.settings = settings;
    this.metrics = metrics;
    this.maxBatch = model.batchUpTo(settings.maxBatch());
    this.reading = Readings.of(model.manifest(), settings.limits().reading());
    this.engine = model.engine().openLane(maxBatch, model.manifest().feed());
  }

  /**
   * Runs the net once in every size on whatever lies in the input: the first frame finds it warm.
   */
  void warmUp() throws InferenceFailed {
    var sizes = new TreeSet<Integer>();
    IntStream.rangeClosed(1, maxBatch)
        .forEach(pictures -> sizes.add(settings.callFor(pictures, maxBatch)));
    for (int size : sizes) {
      engine.run(size);
    }
  }

  /** Puts {@code picture} into the batch, and runs it when that makes it full. */
  void add(DecodedPicture picture, FrameAnswers answers) {
    FrameTimes times = answers.work().times().branch();
    try {
      Letterbox letterbox =
          writer.write(picture, model.manifest().input(), engine.input(), prepared.size());
      times.mark(Stage.PREPARED);
      prepared.add(new Prepared(answers, picture.size(), letterbox, times));
    } catch (RuntimeException e) {
      var one = new Prepared(answers, picture.size(), null, times);
      reject(one, "could not be prepared: " + e);
    }
    if (prepared.size() == maxBatch) {
      flush();
    }
  }

  /** Runs what is in the batch; it is empty afterwards. */
  void flush() {
    if (prepared.isEmpty()) {
      return;
    }
    try {
      run();
    } finally {
      prepared.clear();
    }
  }

  private void run() {
    int pictures = prepared.size();
    int called = settings.callFor(pictures, maxBatch);
    metrics.batchStarted(pictures, called);
    try {
      engine.run(called);
    } catch (InferenceFailed e) {
      prepared.forEach(one -> reject(one, e.getMessage()));
      return;
    } catch (RuntimeException e) {
      prepared.forEach(one -> reject(one, "the engine failed: " + e));
      return;
    }
    prepared.forEach(one -> one.times().mark(Stage.INFERRED));
    for (int index = 0; index < pictures; index++) {
      finish(prepared.get(index), index);
    }
  }

  private void finish(Prepared one, int index) {
    try {
      List<Tensor> outputs = answer.of(engine.outputs(), index);
      List<Detection> found =
          reading.read(outputs, one.letterbox(), () -> one.times().mark(Stage.READ));
      reading
          .judgement()
          .ifPresentOrElse(judgement -> judged(one, judgement), () -> detected(one, found));
    } catch (RuntimeException e) {
      reject(one, "the answer could not be read: " + e);
    }
  }

  private void detected(Prepared one, List<Detection> found) {
    one.times().mark(Stage.SUPPRESSED);
    if (reading.oddities().overflowed() > 0) {
      metrics.candidatesDropped(reading.oddities().overflowed());
    }
    boolean masks = model.manifest().givesMasks();
    String tooLarge = ResultSize.problem(found, masks);
    give(one, tooLarge, from -> new Outcome.Detected(new ObjectsDetected(from, found), masks));
  }

  private void judged(Prepared one, Judgement judgement) {
    GrayPixels heat = judgement.heat();
    Picture jpeg = GrayJpeg.of(heat.width(), heat.height(), heat.values());
    give(
        one,
        ResultSize.problem(jpeg),
        from ->
            new Outcome.Judged(
                new AnomalyFound(from, judgement.score(), judgement.threshold(), jpeg)));
  }

  private void give(
      Prepared one, String tooLarge, Function<Provenance, Outcome.WithEvent> outcome) {
    if (tooLarge.isEmpty()) {
      FrameWork work = one.answers().work();
      Provenance from = work.provenance(slot, one.size(), one.times().soFar());
      one.answers().give(slot, outcome.apply(from));
    } else {
      reject(one, Reason.OVERSIZE, tooLarge);
    }
  }

  private void reject(Prepared one, String detail) {
    reject(one, Reason.FAILED, detail);
  }

  private void reject(Prepared one, Reason reason, String detail) {
    var why = new FrameAnswers.Rejection(reason, detail);
    one.answers().reject(slot, why, one.size(), one.times().soFar());
  }

  @Override
  public void close() {
    engine.close();
    writer.close();
  }
}
