package sightline.inference.family.mask;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ElementTypes;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** Nets that say of every pixel how unusual it is, and judge the picture as a whole. */
final class HeatFamily implements Family {

  private static final String HEAT = "heat";
  private static final String SCORE = "score";
  private static final List<String> LABELS = List.of("abnormal");

  @Override
  public String name() {
    return HEAT;
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> heat float[N,1,h,w], score float[N,1]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(HEAT, SCORE, "threshold");
  }

  /** By the names of its outputs, which no other family has together. */
  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    boolean named =
        tensors.outputs().stream().anyMatch(one -> one.name().equals(HEAT) && isHeat(one))
            && tensors.outputs().stream().anyMatch(one -> one.name().equals(SCORE) && isScore(one));
    return named ? Picture.only(tensors).map(HeatFamily::recognized) : Optional.empty();
  }

  private static Recognized recognized(Picture picture) {
    return new Recognized(
        "anomaly",
        picture.tensor().name(),
        picture.plain(),
        new DecoderSpec(HEAT, Map.of()),
        LABELS.size(),
        Usual.unsuppressed().withMinScore(0).withLabels(LABELS),
        List.of(
            "The outputs heat and score are those of a net that judges pictures as a whole.",
            "It is fed %s, stretched, since the tensors do not tell mean and deviation."
                .formatted(picture.channels() == 1 ? "gray" : "RGB"),
            "A picture is abnormal where its score is more than 1."));
  }

  private static boolean isHeat(TensorInfo tensor) {
    return ElementTypes.readable(tensor.elementType()) && tensor.fits(-1, 1, -1, -1);
  }

  private static boolean isScore(TensorInfo tensor) {
    return ElementTypes.readable(tensor.elementType()) && tensor.fits(-1, 1);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    TensorInfo heat = Named.of(manifest, HEAT, HEAT, tensors);
    if (!isHeat(heat)) {
      throw new BadManifest("decoder.heat", heat, "numbers with the axes [N,1,h,w]");
    }
    TensorInfo score = Named.of(manifest, SCORE, SCORE, tensors);
    if (!isScore(score)) {
      throw new BadManifest("decoder.score", score, "numbers with the axes [N,1]");
    }
    if (manifest.decoder().numbers("threshold", "1").length != 1) {
      throw new BadManifest(
          "decoder.threshold", manifest.decoder().text("threshold", ""), "one number");
    }
    if (manifest.labels().size() != 1) {
      throw new BadManifest("labels", manifest.labels(), "one, for what is abnormal");
    }
  }
}
