package sightline.inference.family.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * RT-DETR, D-FINE and DEIM with their own reading of boxes: a second input is told the size of the
 * picture, here that of the net's input.
 */
final class DeimFamily implements Family {

  private static final String SIZE_INPUT = "orig_target_sizes";
  private static final int SIDE = 640;
  private static final int COCO_LABELS = 80;
  private static final List<String> OUTPUTS = List.of("label", "box", "score");

  @Override
  public String name() {
    return "deim";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W], orig_target_sizes int64[N,2] -> labels int64[N,n], boxes float[N,n,4], scores float[N,n]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("firstClass");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    boolean sized =
        tensors.inputs().size() == 2
            && tensors.inputs().stream().anyMatch(input -> input.name().equals(SIZE_INPUT));
    if (!sized || !hasOutputs(tensors)) {
      return Optional.empty();
    }
    return tensors.inputs().stream()
        .filter(input -> !input.name().equals(SIZE_INPUT))
        .findFirst()
        .flatMap(PictureInput::of)
        .map(input -> recognized(input, tensors));
  }

  private static boolean hasOutputs(ModelTensors tensors) {
    return tensors.outputs().size() == OUTPUTS.size()
        && OUTPUTS.stream().allMatch(word -> find(tensors, word).isPresent());
  }

  private static Optional<TensorInfo> find(ModelTensors tensors, String word) {
    return tensors.outputs().stream()
        .filter(output -> output.name().toLowerCase(Locale.ROOT).contains(word))
        .findFirst();
  }

  private static boolean isSqueezed(ModelTensors tensors) {
    return find(tensors, "score").orElseThrow().dims().size() < 2;
  }

  private Recognized recognized(PictureInput input, ModelTensors tensors) {
    PictureInput sized = input.orSide(SIDE);
    List<String> assumed = new ArrayList<>();
    assumed.add(
        "The tensors are those of RT-DETR, D-FINE or DEIM with their own reading of boxes.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed as they are: RGB 0 to 1, stretched.");
    assumed.add("There are the 80 classes of COCO: the tensors do not tell.");
    Usual usual =
        Usual.unsuppressed()
            .withConstants(
                Map.of(SIZE_INPUT, List.of((float) sized.width(), (float) sized.height())));
    return new Recognized(
        "detect",
        input.name(),
        sized.scaled(Color.RGB, 1 / 255f),
        new DecoderSpec(name(), Map.of()),
        COCO_LABELS,
        isSqueezed(tensors) ? usual.withMaxBatch(1) : usual,
        assumed);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.parameters(manifest);
    if (!hasOutputs(tensors)) {
      throw new BadManifest(
          "The manifest asks for deim outputs of labels[N,n], boxes[N,n,4] and scores[N,n], found "
              + tensors.outputs());
    }
    if (isSqueezed(tensors) && manifest.maxBatch() != 1) {
      throw new BadManifest(
          "input.maxBatch", manifest.maxBatch(), "1: the outputs have no axis for pictures");
    }
  }
}
