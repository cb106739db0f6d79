package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.OutputOrder;

/**
 * Reads CornerNet (Law and Deng 2018): a top left and a bottom right corner of one class whose
 * embeddings are close are an object; its score is the mean of theirs.
 *
 * <p>Outputs, in this order: heat maps {@code float[classes][H][W]} of the top left and of the
 * bottom right corners, logits unless the manifest says {@code activation: none}; their embeddings
 * {@code float[1][H][W]}; the offsets of the corners {@code float[2][H][W]}, in cells, x first. A
 * cell is as wide as the input by W. Of each kind the best {@code corners} are looked at, if their
 * scores reach {@code minCorner}.
 *
 * <p>Threading: immutable, any thread.
 */
final class CornerNetDecoder implements Decoder {

  private static final int OUTPUTS = 6;

  private final ModelManifest manifest;
  private final OutputOrder order;
  private final boolean logits;
  private final int corners;
  private final float distance;
  private final float minCorner;
  private final float minScore;

  private CornerNetDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    this.manifest = manifest;
    order = OutputOrder.of(spec);
    logits = spec.choice("activation", "sigmoid", "none").equals("sigmoid");
    corners = Math.min(spec.sizes("corners", "100")[0], 1000);
    distance = spec.numbers("distance", "0.5")[0];
    minScore = manifest.minScore();
    minCorner =
        Math.max(spec.numbers("minCorner", "0.1")[0], 2 * minScore - 1); // the other has 1 at most
  }

  static CornerNetDecoder of(ModelManifest manifest) {
    return new CornerNetDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    List<Tensor> roles = order.pick(outputs, OUTPUTS, Tensor::name);
    check(roles);
    BestCorners topLeft = best(roles, 0);
    BestCorners bottomRight = best(roles, 1);
    float across = (float) manifest.input().width() / roles.get(0).size(2);
    float down = (float) manifest.input().height() / roles.get(0).size(1);
    for (int one = 0; one < topLeft.size(); one++) {
      for (int other = 0; other < bottomRight.size(); other++) {
        float score = (topLeft.score(one) + bottomRight.score(other)) / 2;
        if (score >= minScore && belong(topLeft, one, bottomRight, other)) {
          into.box(
              topLeft.x(one) * across,
              topLeft.y(one) * down,
              bottomRight.x(other) * across,
              bottomRight.y(other) * down);
          into.add(score, topLeft.classId(one));
        }
      }
    }
  }

  private BestCorners best(List<Tensor> roles, int kind) {
    var best = new BestCorners(corners, roles.get(2 + kind), roles.get(4 + kind));
    new HeatMap(roles.get(kind), logits).eachPeak(minCorner, best::add);
    return best;
  }

  private boolean belong(BestCorners topLeft, int one, BestCorners bottomRight, int other) {
    return topLeft.classId(one) == bottomRight.classId(other)
        && Math.abs(topLeft.embedding(one) - bottomRight.embedding(other)) <= distance
        && topLeft.x(one) < bottomRight.x(other)
        && topLeft.y(one) < bottomRight.y(other);
  }

  private void check(List<Tensor> roles) {
    Tensor heat = roles.get(0);
    int classes = manifest.labels().size();
    boolean fits = heat.axes() == 3;
    for (int role = 0; fits && role < OUTPUTS; role++) {
      int channels = role < 2 ? classes : role / 2;
      fits = roles.get(role).hasShape(List.of(channels, heat.size(1), heat.size(2)));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "expected cornernet outputs of two [%d,H,W], two [1,H,W] and two [2,H,W], found %s"
              .formatted(classes, roles));
    }
  }
}
