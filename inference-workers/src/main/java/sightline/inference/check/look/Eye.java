package sightline.inference.check.look;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.BadUpload;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.heat.Judgement;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Answer;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/**
 * A model that looks at one picture at a time, read as the workers read it, and distrusted.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns its lane; close it before the engine.
 */
public final class Eye implements AutoCloseable {

  private static final int MAX_CANDIDATES = 10_000;
  private static final int MAX_MASK_SIDE = 512;

  /** Rounding may carry a score this far above 1. */
  private static final float ROUNDING = .001f;

  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Reading reading;
  private final Answer answer = new Answer();

  /** Opens a lane for up to {@code maxBatch} pictures a run. */
  public Eye(Engine engine, ModelManifest manifest, int maxBatch) {
    this.manifest = manifest;
    this.reading = Readings.of(manifest, new Reading.Bounds(MAX_CANDIDATES, MAX_MASK_SIDE));
    this.lane = engine.openLane(maxBatch, manifest.feed());
  }

  ModelManifest manifest() {
    return manifest;
  }

  public FloatBuffer input() {
    return lane.input();
  }

  public void run(int pictures) throws InferenceFailed {
    lane.run(pictures);
  }

  /** What the last run gave for its first picture; overwritten by the next. */
  List<Tensor> outputs() {
    return answer.of(lane.outputs(), 0);
  }

  /** What is to be read from {@code numbers}, which have the shapes of {@link #outputs}. */
  List<Detection> read(List<Tensor> numbers, Letterbox letterbox) {
    return reading.read(numbers, letterbox, () -> {});
  }

  /**
   * What the last run saw in its first picture.
   *
   * @throws BadUpload when it is impossible
   */
  List<Detection> seen(String picture, Letterbox letterbox) throws BadUpload {
    List<Tensor> tensors = outputs();
    for (Tensor tensor : tensors) {
      requireFinite(picture, tensor);
    }
    List<Detection> seen = reading.read(tensors, letterbox, () -> {});
    Reading.Oddities odd = reading.oddities();
    if (odd.impossible() > 0) {
      throw new BadUpload(
          "On %s the model gives %d boxes whose edges or scores are no finite numbers.",
          picture, odd.impossible());
    }
    if (odd.topScore() > 1 + ROUNDING) {
      throw new BadUpload(
          "On %s the model gives a score of %s, expected 0 to 1.", picture, odd.topScore());
    }
    return seen;
  }

  /** What the last {@link #seen} said of its picture as a whole, if the model judges pictures. */
  Optional<Judgement> judgement() {
    return reading.judgement();
  }

  private static void requireFinite(String picture, Tensor tensor) throws BadUpload {
    int wrong = 0;
    for (float value : tensor.values()) {
      wrong += Float.isFinite(value) ? 0 : 1;
    }
    if (wrong > 0) {
      throw new BadUpload(
          "On %s %d of the %d numbers of output '%s' are not finite (NaN or infinite).",
          picture, wrong, tensor.values().length, tensor.name());
    }
  }

  @Override
  public void close() {
    lane.close();
  }
}
