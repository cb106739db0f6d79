package sightline.inference.family.prior;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.PerChannel;
import sightline.inference.decode.prior.PriorNet;
import sightline.inference.decode.prior.Priors;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.Usual;

/**
 * SSD. With as many rows as the original has priors its offsets are raw; any other number is taken
 * for decoded boxes, if the names of the outputs say scores and boxes.
 */
final class SsdFamily implements Family {

  private static final float MAX_OVERLAP = .45f;
  private static final PerChannel MEAN = new PerChannel(127, 127, 127);
  private static final PerChannel STD = new PerChannel(128, 128, 128);

  @Override
  public String name() {
    return "ssd";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> scores float[N,priors,1+classes], boxes float[N,priors,4]";
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
                    .filter(outputs -> outputs.columns() >= 2)
                    .filter(outputs -> isRaw(input, outputs) || outputs.namesAgree())
                    .map(outputs -> recognized(input, outputs)));
  }

  private static boolean isRaw(PictureInput input, ScoresAndBoxes outputs) {
    DecoderSpec usual = PriorNet.SSD.complete(new DecoderSpec("ssd", Map.of()));
    return outputs.rows() == Priors.of(usual, input.width(), input.height()).count();
  }

  private Recognized recognized(PictureInput input, ScoresAndBoxes outputs) {
    boolean raw = isRaw(input, outputs);
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(Color.RGB, MEAN, STD),
        new DecoderSpec(
            name(),
            raw
                ? Map.of("boxes", "raw", "scores", "softmax")
                : Map.of("boxes", "decoded", "scores", "none")),
        outputs.columns() - 1,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            raw
                ? "There are as many rows as SSD300 has priors: offsets and logits are read as its own."
                : "The outputs are named as scores and boxes: those of an SSD that decodes its boxes to edges from 0 to 1.",
            "The first class is the background.",
            "It is fed RGB, stretched, pixels less 127 by 128."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.check(PriorNet.SSD, manifest, tensors);
  }
}
