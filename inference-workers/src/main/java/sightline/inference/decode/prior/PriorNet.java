package sightline.inference.decode.prior;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import sightline.inference.model.DecoderSpec;

/**
 * The families whose boxes are offsets from priors, and the parameters that each is trained with.
 */
public enum PriorNet {
  /** SSD300 (Liu et al. 2016): four or six boxes in each cell of six grids, 8732 in all. */
  SSD(
      Map.of(
          "boxes", "raw",
          "scores", "softmax",
          "background", "first",
          "strides", "8,16,32,64,100,300",
          "sizes", "30,60/60,111/111,162/162,213/213,264/264,315",
          "ratios", "2/2,3/2,3/2,3/2/2",
          "anchors", "ssd",
          "variances", "0.1,0.1,0.2,0.2")),
  /** Ultra-Light-Fast-Generic-Face-Detector, whose usual export decodes its boxes itself. */
  ULTRAFACE(
      Map.of(
          "boxes", "decoded",
          "scores", "none",
          "background", "first",
          "strides", "8,16,32,64",
          "sizes", "10,16,24/32,48/64,96/128,192,256",
          "grid", "even",
          "outside", "clamp",
          "variances", "0.1,0.1,0.2,0.2")),
  /** RetinaNet (Lin et al. 2017): three sizes by three shapes in each cell of five grids. */
  RETINANET(
      Map.of(
          "boxes", "raw",
          "scores", "none",
          "background", "none",
          "strides", "8,16,32,64,128",
          "sizes", "32/64/128/256/512",
          "octaves", "3",
          "ratios", "2,1,0.5",
          "anchors", "by-ratio",
          "variances", "0.1,0.1,0.2,0.2"));

  private static final Set<String> PARAMETERS =
      Set.of(
          "boxes",
          "coordinates",
          "scores",
          "background",
          "strides",
          "sizes",
          "octaves",
          "ratios",
          "anchors",
          "center",
          "grid",
          "outside",
          "variances");

  private final Map<String, String> usual;

  PriorNet(Map<String, String> usual) {
    this.usual = usual;
  }

  /**
   * The keys that a manifest may give.
   *
   * <pre>
   * boxes: raw           # offsets from priors; decoded: edges left, top, right, bottom
   * coordinates: relative # of decoded boxes, 0 to 1 of the input; or px of the input
   * scores: softmax      # what is still to be done to the scores; or sigmoid, none
   * background: first    # the class that is nothing; or last, none
   * strides: 8,16        # of the grids, input px
   * sizes: 10,16/32      # sides of the priors, input px; a slash between two grids
   * octaves: 1           # each size, times 2^(k/octaves) for k below that
   * ratios: 1            # width by height; for all grids, or a slash between two grids
   * anchors: by-size     # priors of a cell size by size; by-ratio; ssd: the first size, the mean
   *                      # of both sizes, and the first in each ratio, lying and standing
   * center: 0.5          # of the priors in their cell, in cells
   * grid: stride         # cells as large as the stride; even: the input shared out evenly
   * outside: keep        # clamp: no center and no side is larger than the input
   * variances: 0.1,0.2   # what offsets of x, y, width and height are multiplied with
   * </pre>
   */
  public static Set<String> parameters() {
    return PARAMETERS;
  }

  /** {@code given}, with what it leaves out as such nets are trained. */
  public DecoderSpec complete(DecoderSpec given) {
    Map<String, String> all = new HashMap<>(usual);
    all.putAll(given.parameters());
    return new DecoderSpec(given.family(), all);
  }
}
