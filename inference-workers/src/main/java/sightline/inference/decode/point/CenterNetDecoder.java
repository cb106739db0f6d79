package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.OutputOrder;

/**
 * Reads CenterNet (Zhou et al. 2019): every peak of the heat map is the center of an object.
 *
 * <p>Outputs: heat map {@code float[classes][H][W]}, logits unless the manifest says {@code
 * activation: none}; width and height of the object {@code float[2][H][W]}, in cells; offset of the
 * center from the cell's corner {@code float[2][H][W]}, in cells, x first. A cell is as wide as the
 * input by W.
 *
 * <p>Threading: immutable, any thread.
 */
final class CenterNetDecoder implements Decoder {

  private static final int OUTPUTS = 3;

  private final ModelManifest manifest;
  private final OutputOrder order;
  private final boolean logits;

  private CenterNetDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    this.manifest = manifest;
    order = OutputOrder.of(spec);
    logits = spec.choice("activation", "sigmoid", "none").equals("sigmoid");
  }

  static CenterNetDecoder of(ModelManifest manifest) {
    return new CenterNetDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    List<Tensor> roles = order.pick(outputs, OUTPUTS, Tensor::name);
    check(roles);
    var heat = new HeatMap(roles.get(0), logits);
    float[] sizes = roles.get(1).values();
    float[] offsets = roles.get(2).values();
    int width = heat.width();
    int cells = width * heat.height();
    float across = (float) manifest.input().width() / width;
    float down = (float) manifest.input().height() / heat.height();
    heat.eachPeak(
        manifest.minScore(),
        (classId, cell, score) -> {
          into.from(cell);
          into.boxCentered(
              (cell % width + offsets[cell]) * across,
              (cell / width + offsets[cells + cell]) * down,
              sizes[cell] * across,
              sizes[cells + cell] * down);
          into.add(score, classId);
        });
  }

  private void check(List<Tensor> roles) {
    Tensor heat = roles.get(0);
    int classes = manifest.labels().size();
    boolean fits = heat.axes() == 3 && heat.size(0) == classes;
    if (!fits || !isPairOf(heat, roles.get(1)) || !isPairOf(heat, roles.get(2))) {
      throw new IllegalArgumentException(
          "expected centernet outputs of [%d,H,W], [2,H,W] and [2,H,W], found %s"
              .formatted(classes, roles));
    }
  }

  private static boolean isPairOf(Tensor heat, Tensor pair) {
    return pair.hasShape(List.of(2, heat.size(1), heat.size(2)));
  }
}
