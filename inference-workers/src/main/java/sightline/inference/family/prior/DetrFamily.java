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

/** DETR (Carion et al. 2020), told by its hundred queries. */
final class DetrFamily implements Family {

  private static final int SIDE = 800;
  private static final int QUERIES = 100;
  private static final float MIN_SCORE = .5f;

  @Override
  public String name() {
    return "detr";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> logits float[N,100,classes+1], boxes float[N,100,4]";
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
                    .filter(outputs -> outputs.rows() == QUERIES && outputs.columns() >= 2)
                    .map(outputs -> recognized(input, outputs)));
  }

  private Recognized recognized(PictureInput input, ScoresAndBoxes outputs) {
    List<String> assumed = new ArrayList<>();
    assumed.add("Logits and boxes of 100 queries are those of DETR; the last class is nothing.");
    assumed.addAll(input.assumedSide(SIDE));
    assumed.add("It is fed RGB, stretched, with mean and deviation of ImageNet.");
    return new Recognized(
        "detect",
        input.name(),
        input.orSide(SIDE).stretched(Color.RGB, ImageNet.MEAN, ImageNet.STD),
        new DecoderSpec(name(), Map.of()),
        outputs.columns() - 1,
        Usual.unsuppressed().withMinScore(MIN_SCORE),
        assumed);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.parameters(manifest);
    PriorCheck.rows(manifest, tensors, -1, manifest.labels().size() + 1);
  }
}
