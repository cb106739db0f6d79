package sightline.inference.family.point;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.inference.model.BadManifest;
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
 * CornerNet (Law and Deng 2018): for the top left and the bottom right corners a heat map,
 * embeddings and offsets each, all of one resolution.
 */
final class CornerNetFamily implements Family {

  private static final int OUTPUTS = 6;
  private static final float MAX_OVERLAP = .5f;

  /** As in the paper. */
  private static final SuppressionSpec SOFT =
      new SuppressionSpec(
          SuppressionSpec.Kind.SOFT_GAUSSIAN, false, .5f, SuppressionSpec.MAX_TOP_K, Map.of());

  @Override
  public String name() {
    return "cornernet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> for two kinds of corners float[N,classes,h,w], then float[N,1,h,w],"
        + " then float[N,2,h,w]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(OutputOrder.KEY, "activation", "corners", "distance", "minCorner");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<TensorInfo> input = Shapes.picture(tensors);
    if (input.isEmpty() || tensors.outputs().size() != OUTPUTS) {
      return Optional.empty();
    }
    List<TensorInfo> ordered = ordered(tensors.outputs());
    return isOurs(ordered)
        ? Optional.of(recognized(input.orElseThrow(), ordered))
        : Optional.empty();
  }

  /** Heat maps, embeddings, offsets by their channels; the top left one of each first. */
  private static List<TensorInfo> ordered(List<TensorInfo> outputs) {
    var ordered = new ArrayList<>(outputs);
    ordered.sort(
        Comparator.comparing(CornerNetFamily::kind).thenComparing(CornerNetFamily::isBottomRight));
    return ordered;
  }

  private static int kind(TensorInfo tensor) {
    long channels = tensor.dims().size() == 4 ? tensor.dims().get(1) : 0;
    return channels == 1 || channels == 2 ? (int) channels : 0;
  }

  private static boolean isBottomRight(TensorInfo tensor) {
    String name = tensor.name().toLowerCase(Locale.ROOT);
    return name.contains("br") || name.contains("bottom");
  }

  private static boolean isOurs(List<TensorInfo> ordered) {
    TensorInfo heat = ordered.get(0);
    boolean known =
        heat.dims().size() == 4 && heat.dims().stream().skip(1).allMatch(size -> size >= 1);
    for (int role = 0; known && role < OUTPUTS; role++) {
      known = Shapes.isMap(ordered.get(role), role < 2 ? heat.dims().get(1) : role / 2, heat);
    }
    return known;
  }

  private Recognized recognized(TensorInfo input, List<TensorInfo> ordered) {
    boolean done = ordered.get(0).name().toLowerCase(Locale.ROOT).contains("sigmoid");
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
        Shapes.size(ordered.get(0), 1),
        Usual.overlap(MAX_OVERLAP).withSuppression(SOFT),
        List.of(
            "The tensors are those of CornerNet: two heat maps, two embeddings, two offsets.",
            KeyPointInput.ASSUMED,
            "The heat maps hold %s; the top left corners are in %s, %s and %s."
                .formatted(
                    done ? "scores, as their names say" : "logits",
                    ordered.get(0).name(),
                    ordered.get(2).name(),
                    ordered.get(4).name())));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec spec = manifest.decoder();
    spec.choice("activation", "sigmoid", "none");
    spec.sizes("corners", "100");
    requirePositive(spec, "distance", "0.5");
    requirePositive(spec, "minCorner", "0.1");
    List<TensorInfo> outputs = Shapes.outputs(manifest, tensors, OUTPUTS);
    for (int role = 0; role < OUTPUTS; role++) {
      int channels = role < 2 ? manifest.labels().size() : role / 2;
      TensorInfo output = outputs.get(role);
      boolean fits = output.isFloat() && output.fits(-1, channels, -1, -1);
      Shapes.require(fits, manifest, "float[N,%d,h,w]".formatted(channels), output);
    }
  }

  private static void requirePositive(DecoderSpec spec, String key, String fallback) {
    if (!(spec.numbers(key, fallback)[0] > 0)) {
      throw new BadManifest("decoder." + key, spec.text(key, fallback), "more than 0");
    }
  }
}
