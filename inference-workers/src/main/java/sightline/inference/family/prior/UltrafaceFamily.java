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
 * Ultra-Light-Fast-Generic-Face-Detector. Its export with decoded boxes and that without have the
 * same tensors; the first is taken for granted.
 */
final class UltrafaceFamily implements Family {

  private static final float MIN_SCORE = .7f;
  private static final float MAX_OVERLAP = .3f;
  private static final PerChannel MEAN = new PerChannel(127, 127, 127);
  private static final PerChannel STD = new PerChannel(128, 128, 128);

  @Override
  public String name() {
    return "ultraface";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> scores float[N,priors of stride 8, 16, 32 and 64,2], boxes float[N,priors,4]";
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
                    .filter(outputs -> outputs.columns() == 2)
                    .filter(outputs -> outputs.rows() == priors(input))
                    .map(outputs -> recognized(input)));
  }

  private static int priors(PictureInput input) {
    DecoderSpec usual = PriorNet.ULTRAFACE.complete(new DecoderSpec("ultraface", Map.of()));
    return Priors.of(usual, input.width(), input.height()).count();
  }

  private Recognized recognized(PictureInput input) {
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(Color.RGB, MEAN, STD),
        new DecoderSpec(name(), Map.of("boxes", "decoded")),
        1,
        Usual.overlap(MAX_OVERLAP).withMinScore(MIN_SCORE).withLabels(List.of("face")),
        List.of(
            "The tensors are those of UltraFace, with priors of stride 8, 16, 32 and 64.",
            "Its boxes are taken for decoded ones, which the tensors do not tell: those of an export"
                + " without postprocessing need boxes: raw under decoder in a manifest.",
            "It is fed as UltraFace is: RGB, stretched, pixels less 127 by 128."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    PriorCheck.check(PriorNet.ULTRAFACE, manifest, tensors);
  }
}
