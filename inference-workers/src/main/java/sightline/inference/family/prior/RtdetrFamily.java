package sightline.inference.family.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.Usual;

/**
 * RT-DETR (Zhao et al. 2024) and its kin without their own reading of boxes, told by their 300
 * queries or by the name of their logits.
 */
final class RtdetrFamily implements Family {

  private static final int SIDE = 640;
  private static final int QUERIES = 300;
  private static final int MOST_QUERIES = 1000;

  @Override
  public String name() {
    return "rtdetr";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> logits float[N,300,classes], boxes float[N,300,4]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.only(tensors)
        .flatMap(
            input ->
                ScoresAndBoxes.of(tensors)
                    .filter(RtdetrFamily::isOurs)
                    .map(outputs -> recognized(input, outputs)));
  }

  private static boolean isOurs(ScoresAndBoxes outputs) {
    return outputs.rows() == QUERIES || (outputs.namesLogits() && outputs.rows() <= MOST_QUERIES);
  }

  private Recognized recognized(PictureInput input, ScoresAndBoxes outputs) {
    List<String> assumed = new ArrayList<>();
    assumed.add("The outputs are logits and boxes of queries, as RT-DETR has them.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed as RT-DETR is: RGB 0 to 1, stretched.");
    return new Recognized(
        "detect",
        input.name(),
        input.orSide(SIDE).scaled(Color.RGB, 1 / 255f),
        new DecoderSpec(name(), Map.of()),
        outputs.columns(),
        Usual.unsuppressed(),
        assumed);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.parameters(manifest);
    PriorCheck.rows(manifest, tensors, -1, manifest.labels().size());
  }
}
