package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * NanoDet, with one output of classes and one of distances for each of three strides; and
 * NanoDet-Plus, with all in one output, four strides, and cells whose middle is their corner.
 */
final class NanodetFamily implements Family {

  private static final int SIDES = 4;
  private static final int BINS = 8;
  private static final int[] STRIDES = {8, 16, 32};
  private static final int[] STRIDES_OF_PLUS = {8, 16, 32, 64};
  private static final float MAX_OVERLAP = .6f;
  private static final PerChannel MEAN = new PerChannel(103.53f, 116.28f, 123.675f);
  private static final PerChannel DEVIATION = new PerChannel(57.375f, 57.12f, 58.395f);

  @Override
  public String name() {
    return "nanodet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,cells,classes] and float[N,cells,32] for each of strides 8, 16"
        + " and 32, or float[N,cells of strides 8 to 64,classes+32]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("strides", "bins", "center", "classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .flatMap(
            input ->
                tensors.outputs().size() == 1
                    ? together(input, tensors.outputs().get(0))
                    : apart(input, tensors.outputs()));
  }

  private Optional<Recognized> together(PictureInput input, TensorInfo all) {
    if (!all.isFloat() || !all.fits(-1, cells(input, STRIDES_OF_PLUS), -1)) {
      return Optional.empty();
    }
    long classes = all.dims().get(2) - SIDES * BINS;
    return classes >= 1 && all.dims().get(1) > 0
        ? Optional.of(
            recognized(
                input, classes, Map.of("strides", "8,16,32,64", "center", "0"), "NanoDet-Plus"))
        : Optional.empty();
  }

  private Optional<Recognized> apart(PictureInput input, List<TensorInfo> outputs) {
    if (outputs.size() != 2 * STRIDES.length || outputs.get(0).dims().size() != 3) {
      return Optional.empty();
    }
    long classes = outputs.get(0).dims().get(2);
    for (int stride : STRIDES) {
      long cells = cells(input, stride);
      boolean both =
          classes >= 1
              && outputs.stream().anyMatch(output -> isExactly(output, cells, classes))
              && outputs.stream().anyMatch(output -> isExactly(output, cells, SIDES * BINS));
      if (!both) {
        return Optional.empty();
      }
    }
    return Optional.of(
        recognized(input, classes, Map.of("strides", "8,16,32", "center", "0.5"), "NanoDet"));
  }

  private static boolean isExactly(TensorInfo output, long rows, long columns) {
    return output.isFloat()
        && output.fits(-1, rows, columns)
        && output.dims().get(1) == rows
        && output.dims().get(2) == columns;
  }

  private Recognized recognized(
      PictureInput input, long classes, Map<String, String> parameters, String net) {
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(MEAN, DEVIATION),
        new DecoderSpec(name(), parameters),
        Math.toIntExact(classes),
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of %s with grids of stride %s and 8 bins for each side."
                .formatted(net, parameters.get("strides")),
            "It is fed as NanoDet is: BGR, stretched, mean 103.53, 116.28, 123.675 and deviation"
                + " 57.375, 57.12, 58.395.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec spec = manifest.decoder();
    int sides = SIDES * spec.sizes("bins", Integer.toString(BINS))[0];
    int[] strides = spec.sizes("strides", "8,16,32");
    int classes = manifest.labels().size();
    var input =
        new PictureInput(manifest.inputName(), manifest.input().width(), manifest.input().height());
    List<TensorInfo> outputs = tensors.outputs();
    boolean fits =
        outputs.size() == 1 && outputs.get(0).fits(-1, cells(input, strides), sides + classes);
    if (outputs.size() > 1) {
      fits = true;
      for (int stride : strides) {
        long cells = cells(input, stride);
        fits &= outputs.stream().anyMatch(output -> output.fits(-1, cells, classes));
        fits &= outputs.stream().anyMatch(output -> output.fits(-1, cells, sides));
      }
    }
    Checks.require(
        fits,
        manifest,
        tensors,
        "nanodet outputs of [N,cells,%d] and [N,cells,%d] for each stride, or one of [N,%d,%d]"
            .formatted(classes, sides, cells(input, strides), classes + sides));
  }

  /** Cells at the edges count even if they are cut. */
  private static long cells(PictureInput input, int... strides) {
    long cells = 0;
    for (int stride : strides) {
      long across = (input.width() + stride - 1L) / stride;
      cells += across * ((input.height() + stride - 1L) / stride);
    }
    return cells;
  }
}
