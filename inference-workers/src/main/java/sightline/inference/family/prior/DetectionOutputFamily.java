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

/** Nets that end in the layer DetectionOutput of Caffe or OpenVINO. */
final class DetectionOutputFamily implements Family {

  private static final int SIDE = 300;
  private static final int COLUMNS = 7;
  private static final int COCO_IDS = 90;

  @Override
  public String name() {
    return "detection-output";
  }

  @Override
  public String tensors() {
    return "[1,3,H,W] -> float[1,1,n,7]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("coordinates", "firstClass");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    boolean ours =
        tensors.outputs().size() == 1
            && tensors.outputs().get(0).dims().size() == 4
            && tensors.outputs().get(0).fits(1, 1, -1, COLUMNS)
            && tensors.outputs().get(0).dims().get(3) == COLUMNS;
    return ours ? PictureInput.only(tensors).map(this::recognized) : Optional.empty();
  }

  private Recognized recognized(PictureInput input) {
    List<String> assumed = new ArrayList<>();
    assumed.add("The output is that of the layer DetectionOutput.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed BGR 0 to 255, stretched; class 1 is the first label.");
    assumed.add("Classes up to 90 are taken: the tensors do not tell how many there are.");
    return new Recognized(
        "detect",
        input.name(),
        input.orSide(SIDE).scaled(Color.BGR, 1),
        new DecoderSpec(name(), Map.of()),
        COCO_IDS,
        Usual.unsuppressed().withMaxBatch(1),
        assumed);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.parameters(manifest);
    List<Long> dims =
        tensors.outputs().stream().findFirst().map(TensorInfo::dims).orElse(List.of());
    boolean fits =
        tensors.outputs().size() == 1
            && dims.size() >= 2
            && (dims.get(dims.size() - 1) == COLUMNS || dims.get(dims.size() - 1) == -1);
    if (!fits) {
      throw new BadManifest(
          "The manifest asks for one detection-output output of [1,1,n,7], found "
              + tensors.outputs());
    }
    if (manifest.maxBatch() != 1) {
      throw new BadManifest(
          "input.maxBatch", manifest.maxBatch(), "1: all pictures of a call share one list");
    }
  }
}
