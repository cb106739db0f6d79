package sightline.inference.family.prior;

import java.util.ArrayList;
import java.util.List;
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

/** Nets of TensorFlow's detection API, told by the names of their outputs. */
final class TfDetectionFamily implements Family {

  private static final int SIDE = 640;
  private static final int COCO_IDS = 90;
  private static final List<String> OUTPUTS =
      List.of("detection_boxes", "detection_scores", "detection_classes");

  @Override
  public String name() {
    return "tf-detection";
  }

  @Override
  public String tensors() {
    return "[N,H,W,3] -> detection_boxes[N,n,4], detection_scores[N,n], detection_classes[N,n], num_detections[N]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("coordinates", "firstClass");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return hasOutputs(tensors)
        ? PictureInput.only(tensors).map(input -> recognized(input, tensors))
        : Optional.empty();
  }

  private static boolean hasOutputs(ModelTensors tensors) {
    return OUTPUTS.stream().allMatch(name -> find(tensors, name).isPresent());
  }

  private static Optional<TensorInfo> find(ModelTensors tensors, String name) {
    return tensors.outputs().stream().filter(output -> output.name().startsWith(name)).findFirst();
  }

  private Recognized recognized(PictureInput input, ModelTensors tensors) {
    PictureInput sized = input.orSide(SIDE);
    List<String> assumed = new ArrayList<>();
    assumed.add("The outputs are named as those of TensorFlow's detection API.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed RGB 0 to 255, stretched; class 1 is the first label.");
    if (rawClasses(tensors).isEmpty()) {
      assumed.add("Classes up to 90 are taken, as COCO numbers them: the tensors do not tell.");
    }
    boolean batched = find(tensors, OUTPUTS.get(1)).orElseThrow().dims().size() == 2;
    Usual usual = Usual.unsuppressed();
    return new Recognized(
        "detect",
        input.name(),
        sized.scaled(Color.RGB, 1),
        new DecoderSpec(name(), Map.of()),
        rawClasses(tensors).orElse(COCO_IDS),
        batched ? usual : usual.withMaxBatch(1),
        assumed);
  }

  /** Told by the scores before suppression, where the file gives them: background and classes. */
  private static Optional<Integer> rawClasses(ModelTensors tensors) {
    return find(tensors, "raw_detection_scores")
        .map(TensorInfo::dims)
        .filter(dims -> dims.size() == 3 && dims.get(2) > 1 && dims.get(2) < 100_000)
        .map(dims -> Math.toIntExact(dims.get(2) - 1));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.parameters(manifest);
    if (!hasOutputs(tensors)) {
      throw new BadManifest(
          "The manifest asks for tf-detection outputs named %s, found %s"
              .formatted(OUTPUTS, tensors.outputs()));
    }
  }
}
