package sightline.inference.decode.point;

import java.util.List;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.OutputOrder;

/**
 * Reads nets that say what the one object of a picture is, and where.
 *
 * <p>Outputs, in this order: one number for each class, read as {@link ClassScores} says; four
 * numbers for the box, with {@code box: centered} x and y of the center, width, height; with {@code
 * box: edges} left, top, right, bottom; with {@code unit: relative} as shares of the input's width
 * and height, with {@code unit: px} in its pixels.
 *
 * <p>Threading: immutable, any thread.
 */
final class LocalizerDecoder implements Decoder {

  private final ModelManifest manifest;
  private final OutputOrder order;
  private final ClassScores reading;
  private final boolean centered;
  private final float across;
  private final float down;

  private LocalizerDecoder(ModelManifest manifest) {
    DecoderSpec spec = manifest.decoder();
    this.manifest = manifest;
    order = OutputOrder.of(spec);
    reading = new ClassScores(spec, manifest.labels().size());
    centered = spec.choice("box", "centered", "edges").equals("centered");
    boolean relative = spec.choice("unit", "relative", "px").equals("relative");
    across = relative ? manifest.input().width() : 1;
    down = relative ? manifest.input().height() : 1;
  }

  static LocalizerDecoder of(ModelManifest manifest) {
    return new LocalizerDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    List<Tensor> roles = order.pick(outputs, 2, Tensor::name);
    float[] box = roles.get(1).values();
    if (box.length != 4) {
      throw new IllegalArgumentException(
          "expected a localizer's box of [4], found %s".formatted(roles.get(1)));
    }
    float[] scores = reading.read(roles.get(0));
    int best = ClassScores.best(scores);
    if (centered) {
      into.boxCentered(box[0] * across, box[1] * down, box[2] * across, box[3] * down);
    } else {
      into.box(box[0] * across, box[1] * down, box[2] * across, box[3] * down);
    }
    if (best < 0) {
      into.add(Float.NaN, 0); // so that it is counted as impossible
    } else if (scores[best] >= manifest.minScore()) {
      into.add(scores[best], best);
    }
  }
}
