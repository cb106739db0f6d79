package sightline.inference.check.look;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.BadUpload;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Decoders;
import sightline.inference.decode.Detections;
import sightline.inference.decode.NonMaxSuppression;
import sightline.inference.decode.SuppressionRule;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.model.ModelManifest;

/**
 * A model that looks at one picture at a time, read as the workers read it, and distrusted.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns its lane; close it before the engine.
 */
public final class Eye implements AutoCloseable {

  private static final int MAX_CANDIDATES = 10_000;

  /** Rounding may carry a score this far above 1. */
  private static final float ROUNDING = .001f;

  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Decoder decoder;
  private final Candidates candidates = new Candidates(MAX_CANDIDATES);
  private final NonMaxSuppression suppression;

  /** Opens a lane for up to {@code maxBatch} pictures a run. */
  public Eye(Engine engine, ModelManifest manifest, int maxBatch) {
    this.manifest = manifest;
    this.decoder = Decoders.of(manifest);
    this.suppression = new NonMaxSuppression(SuppressionRule.of(manifest));
    InputSpec input = manifest.input();
    this.lane =
        engine.openLane(
            maxBatch,
            input.layout() == InputSpec.Layout.NCHW
                ? List.of(3, input.height(), input.width())
                : List.of(input.height(), input.width(), 3));
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

  /**
   * What the last run saw in its first picture.
   *
   * @throws BadUpload when it is impossible
   */
  List<Detection> seen(String picture, Letterbox letterbox) throws BadUpload {
    var tensors = new ArrayList<Tensor>();
    for (Engine.Output output : lane.outputs()) {
      var tensor =
          new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
      tensor.read(output.values(), 0);
      requireFinite(picture, tensor);
      tensors.add(tensor);
    }
    candidates.clear();
    decoder.decode(tensors, candidates);
    if (candidates.impossible() > 0) {
      throw new BadUpload(
          "On %s the model gives %d boxes whose edges or scores are no finite numbers.",
          picture, candidates.impossible());
    }
    suppression.suppress(candidates);
    requireScores(picture);
    return Detections.inFrame(candidates, suppression, letterbox, manifest.labels());
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

  private void requireScores(String picture) throws BadUpload {
    for (int rank = 0; rank < suppression.size(); rank++) {
      float score = candidates.score(suppression.kept(rank));
      if (score > 1 + ROUNDING) {
        throw new BadUpload(
            "On %s the model gives a score of %s, expected 0 to 1.", picture, score);
      }
    }
  }

  @Override
  public void close() {
    lane.close();
  }
}
