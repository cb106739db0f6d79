package sightline.inference.decode.prior;

import java.util.List;
import java.util.Map;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/**
 * Reads what transformers say of each of their queries: DETR (Carion et al. 2020) and RT-DETR (Zhao
 * et al. 2024). Nothing has to be suppressed.
 *
 * <p>Output layout: logits {@code float[queries][columns]} and boxes {@code float[queries][4]} as x
 * and y of the center, width and height, 0 to 1 of the input; in either order. The last column of
 * DETR is nothing, and its best class is the candidate; with RT-DETR each class that reaches the
 * limit is one.
 *
 * <p>Threading: immutable, any thread.
 */
public final class QueryDecoder implements Decoder {

  private final ClassScores scores;
  private final Heads heads;
  private final boolean everyClass;
  private final int width;
  private final int height;

  private QueryDecoder(ModelManifest manifest, Map<String, String> scoring, String... choices) {
    DecoderSpec spec = manifest.decoder();
    scores = new ClassScores(manifest, new DecoderSpec(spec.family(), scoring));
    heads = new Heads(spec.family(), scores.columns(), null);
    everyClass = spec.choice("classes", choices).equals("every");
    width = manifest.input().width();
    height = manifest.input().height();
  }

  static QueryDecoder detr(ModelManifest manifest) {
    return new QueryDecoder(
        manifest, Map.of("scores", "softmax", "background", "last"), "best", "every");
  }

  static QueryDecoder rtdetr(ModelManifest manifest) {
    return new QueryDecoder(
        manifest, Map.of("scores", "sigmoid", "background", "none"), "every", "best");
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    for (Heads.Head head : heads.of(outputs)) {
      if (head.boxRow().columns() != BoxCode.EDGES) {
        throw new IllegalArgumentException(
            "expected one box[4] for each query, found %s".formatted(outputs));
      }
      for (int query = 0; query < head.priors(); query++) {
        head.scoreRow().move(query);
        double limit = scores.limit(head.scores(), head.scoreRow());
        if (scores.anyReaches(limit, head.scores(), head.scoreRow())) {
          read(query, limit, head, into);
        }
      }
    }
  }

  private void read(int query, double limit, Heads.Head head, Candidates into) {
    float[] boxes = head.boxes();
    int at = BoxCode.EDGES * query;
    into.boxCentered(
        boxes[at] * width, boxes[at + 1] * height, boxes[at + 2] * width, boxes[at + 3] * height);
    if (everyClass) {
      scores.addEvery(limit, head.scores(), head.scoreRow(), into);
    } else {
      scores.addBest(limit, head.scores(), head.scoreRow(), into);
    }
  }
}
