package sightline.inference.family.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.OutputOrder;
import sightline.inference.model.Recognized;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * CenterNet (Zhou et al. 2019): a heat map of centers, the sizes of the objects, and the offsets of
 * the centers, all of one resolution.
 */
final class CenterNetFamily implements Family {

  private static final int OUTPUTS = 3;

  /** The best peaks that are looked at, as in the paper. */
  private static final SuppressionSpec BEST_100 =
      new SuppressionSpec(SuppressionSpec.Kind.NONE, false, .5f, 100, Map.of());

  @Override
  public String name() {
    return "centernet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,classes,h,w] heat map, float[N,2,h,w] sizes, float[N,2,h,w]"
        + " offsets";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(OutputOrder.KEY, "activation");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<TensorInfo> input = Shapes.picture(tensors);
    if (input.isEmpty() || tensors.outputs().size() != OUTPUTS) {
      return Optional.empty();
    }
    return heat(tensors.outputs())
        .map(heat -> recognized(input.orElseThrow(), ordered(heat, tensors.outputs())));
  }

  /** The one that is no pair of maps, if the others are. */
  private static Optional<TensorInfo> heat(List<TensorInfo> outputs) {
    for (TensorInfo heat : outputs) {
      boolean known =
          heat.isFloat()
              && heat.dims().size() == 4
              && heat.dims().stream().skip(1).allMatch(size -> size >= 1)
              && heat.dims().get(1) != 2;
      boolean ours =
          known
              && outputs.stream()
                  .allMatch(other -> other.equals(heat) || Shapes.isMap(other, 2, heat));
      if (ours) {
        return Optional.of(heat);
      }
    }
    return Optional.empty();
  }

  /** Heat map, sizes, offsets; the last two by their names, else as they come. */
  private static List<TensorInfo> ordered(TensorInfo heat, List<TensorInfo> outputs) {
    var ordered = new ArrayList<>(outputs);
    ordered.remove(heat);
    if (isOffset(ordered.get(0)) && !isOffset(ordered.get(1))) {
      ordered.add(ordered.remove(0));
    }
    ordered.add(0, heat);
    return ordered;
  }

  private static boolean isOffset(TensorInfo tensor) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return name.contains("off") || name.contains("reg");
  }

  private Recognized recognized(TensorInfo input, List<TensorInfo> ordered) {
    TensorInfo heat = ordered.get(0);
    boolean done = heat.name().toLowerCase(Locale.ROOT).contains("sigmoid");
    var decoder =
        new DecoderSpec(
            name(),
            Map.of(
                OutputOrder.KEY,
                OutputOrder.text(ordered),
                "activation",
                done ? "none" : "sigmoid"));
    return new Recognized(
        "detect",
        input.name(),
        KeyPointInput.of(input),
        decoder,
        Shapes.size(heat, 1),
        Usual.unsuppressed().withSuppression(BEST_100),
        List.of(
            "The tensors are those of CenterNet: a heat map, and two maps of two channels.",
            KeyPointInput.ASSUMED,
            "The heat map %s holds %s; of the others %s are sizes, %s offsets."
                .formatted(
                    heat.name(),
                    done ? "scores, as its name says" : "logits",
                    ordered.get(1).name(),
                    ordered.get(2).name())));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    manifest.decoder().choice("activation", "sigmoid", "none");
    List<TensorInfo> outputs = Shapes.outputs(manifest, tensors, OUTPUTS);
    TensorInfo heat = outputs.get(0);
    int classes = manifest.labels().size();
    boolean isHeat = heat.isFloat() && heat.fits(-1, classes, -1, -1);
    Shapes.require(isHeat, manifest, "float[N,%d,h,w]".formatted(classes), heat);
    for (TensorInfo pair : outputs.subList(1, OUTPUTS)) {
      boolean fits = pair.isFloat() && pair.fits(-1, 2, heat.dims().get(2), heat.dims().get(3));
      Shapes.require(fits, manifest, "float[N,2,h,w]", pair);
    }
  }
}
