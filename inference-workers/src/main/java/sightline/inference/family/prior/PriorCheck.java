package sightline.inference.family.prior;

import sightline.inference.decode.Decoder;
import sightline.inference.decode.prior.PriorDecoders;
import sightline.inference.decode.prior.PriorNet;
import sightline.inference.decode.prior.Priors;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/** Compares a manifest of scores and boxes with the file's outputs. */
final class PriorCheck {

  private static final int EDGES = 4;

  private PriorCheck() {}

  /**
   * Scores and boxes of every prior, or of any number of rows where boxes are decoded.
   *
   * @throws BadManifest when a parameter or an output is not as expected
   */
  static void check(PriorNet net, ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec spec = net.complete(manifest.decoder());
    Priors priors = Priors.of(spec, manifest.input().width(), manifest.input().height());
    boolean raw = spec.choice("boxes", "raw", "decoded").equals("raw");
    int background = spec.choice("background", "none", "first", "last").equals("none") ? 0 : 1;
    parameters(manifest);
    if (raw && tensors.outputs().size() > 2) {
      return; // one pair for each grid: the decoder compares their sizes
    }
    rows(manifest, tensors, raw ? priors.count() : -1, manifest.labels().size() + background);
  }

  /** That the decoder takes all its parameters. */
  static void parameters(ModelManifest manifest) {
    Decoder ignored = PriorDecoders.known().get(manifest.decoder().family()).apply(manifest);
  }

  /** Two outputs of {@code rows} rows, one with {@code columns} and one with 4 for each box. */
  static void rows(ModelManifest manifest, ModelTensors tensors, long rows, int columns) {
    boolean fits = tensors.outputs().size() == 2;
    if (fits) {
      TensorInfo first = tensors.outputs().get(0);
      TensorInfo second = tensors.outputs().get(1);
      fits =
          (scores(first, rows, columns) && boxes(second, rows, columns))
              || (scores(second, rows, columns) && boxes(first, rows, columns));
    }
    if (!fits) {
      throw new BadManifest(
          "The manifest asks for %s outputs of [N,%s,%d] and [N,%s,4] (%d labels, input %dx%d), found %s"
              .formatted(
                  manifest.decoder().family(),
                  rows == -1 ? "rows" : rows,
                  columns,
                  rows == -1 ? "rows" : rows,
                  manifest.labels().size(),
                  manifest.input().width(),
                  manifest.input().height(),
                  tensors.outputs()));
    }
  }

  private static boolean scores(TensorInfo tensor, long rows, int columns) {
    return tensor.fits(-1, rows, columns) || tensor.fits(rows, columns);
  }

  /** One box for each row, or one for each class of it. */
  private static boolean boxes(TensorInfo tensor, long rows, int columns) {
    for (int perRow : new int[] {1, columns, columns - 1}) {
      boolean flat =
          tensor.fits(-1, rows, (long) EDGES * perRow) || tensor.fits(rows, (long) EDGES * perRow);
      if (flat
          || tensor.fits(-1, rows, perRow, EDGES)
          || (perRow > 1 && tensor.fits(rows, perRow, EDGES))) {
        return true;
      }
    }
    return false;
  }
}
