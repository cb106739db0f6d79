package sightline.inference.family.prior;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.decode.prior.PriorNet;
import sightline.inference.decode.prior.Priors;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.Usual;

/** RetinaNet: nine anchor boxes in each cell of the grids of stride 8 to 128. */
final class RetinanetFamily implements Family {

  private static final float MAX_OVERLAP = .5f;

  @Override
  public String name() {
    return "retinanet";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> scores float[N,9 anchors of each cell of stride 8 to 128,classes], offsets float[N,anchors,4]";
  }

  @Override
  public Set<String> parameters() {
    return PriorNet.parameters();
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.only(tensors)
        .filter(PictureInput::isSized)
        .flatMap(
            input ->
                ScoresAndBoxes.of(tensors)
                    .filter(outputs -> outputs.rows() == anchors(input))
                    .map(outputs -> recognized(input, outputs)));
  }

  private static int anchors(PictureInput input) {
    DecoderSpec usual = PriorNet.RETINANET.complete(new DecoderSpec("retinanet", Map.of()));
    return Priors.of(usual, input.width(), input.height()).count();
  }

  private Recognized recognized(PictureInput input, ScoresAndBoxes outputs) {
    String scores = outputs.namesLogits() ? "sigmoid" : "none";
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(Color.RGB, ImageNet.MEAN, ImageNet.STD),
        new DecoderSpec(name(), Map.of("scores", scores)),
        outputs.columns(),
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of RetinaNet, with nine anchors in each cell of stride 8 to 128.",
            "Its scores are taken for "
                + (outputs.namesLogits() ? "logits, as they are named." : "probabilities."),
            "It is fed RGB, stretched, with mean and deviation of ImageNet.",
            "Offsets are multiplied with 0.1, 0.1, 0.2 and 0.2, and anchors lie around the middle of"
                + " their cell."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.check(PriorNet.RETINANET, manifest, tensors);
  }
}
