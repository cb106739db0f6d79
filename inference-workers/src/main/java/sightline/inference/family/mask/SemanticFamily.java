package sightline.inference.family.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** Nets that give every pixel of the picture a score for each class. */
final class SemanticFamily implements Family {

  @Override
  public String name() {
    return "semantic";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,classes,H/k,W/k] (k 1 to 8), or the same as NHWC";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("outputs", "layout", "classes", "scores", "threshold", "background");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return Picture.only(tensors)
        .flatMap(
            picture ->
                Heads.of(tensors.outputs(), picture)
                    .map(
                        heads ->
                            KnownScenes.find(picture, heads)
                                .orElseGet(() -> plain(picture, heads))));
  }

  private static Recognized plain(Picture picture, Heads heads) {
    return recognized(
        picture,
        heads,
        new Scene(
            picture.plain(),
            List.of(),
            "It is fed "
                + (picture.channels() == 1 ? "gray" : "RGB")
                + (picture.plain().scale() == 1 ? " 0 to 255" : " 0 to 1")
                + ", stretched, since the tensors do not tell mean and deviation."));
  }

  static Recognized recognized(Picture picture, Heads heads, Scene scene) {
    var assumed = new ArrayList<String>();
    assumed.add(
        "The tensors are those of semantic segmentation: %s tell%s of every pixel."
            .formatted(heads.names(), heads.outputs().size() == 1 ? "s" : ""));
    assumed.add(scene.fed());
    assumed.add(meaning(heads));
    return new Recognized(
        "semantic",
        picture.tensor().name(),
        scene.input(),
        new DecoderSpec("semantic", parameters(heads, scene)),
        heads.classes(),
        Usual.unsuppressed().withMinScore(0).withLabels(scene.labels()),
        assumed);
  }

  private static Map<String, String> parameters(Heads heads, Scene scene) {
    String classes = heads.channels() == 1 ? "independent" : "exclusive";
    boolean binary = heads.outputs().size() == 1 && heads.channels() == 2;
    return binary && scene.labels().isEmpty()
        ? Map.of(
            "outputs",
            heads.names(),
            "layout",
            heads.layout().name(),
            "classes",
            classes,
            "background",
            "0")
        : Map.of("outputs", heads.names(), "layout", heads.layout().name(), "classes", classes);
  }

  private static String meaning(Heads heads) {
    if (heads.channels() == 1) {
      return "Each pixel is the class's where its probability is more than one half.";
    }
    return heads.outputs().size() == 1
        ? "Each pixel belongs to its best class%s."
            .formatted(heads.channels() == 2 ? ", of which class 0 is background" : "")
        : "Each head is one class, which a pixel belongs to where the second channel is larger.";
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec decoder = manifest.decoder();
    boolean planar = decoder.choice("layout", "NCHW", "NHWC").equals(Layout.NCHW.name());
    boolean exclusive = decoder.choice("classes", "exclusive", "independent").equals("exclusive");
    decoder.choice("scores", "auto", "logits", "probabilities");
    List<TensorInfo> heads = Named.list(decoder.text("outputs", ""), tensors);
    long classes = 0;
    boolean known = true;
    for (TensorInfo head : heads) {
      if (head.dims().size() != 4) {
        throw new BadManifest(
            "decoder.outputs", head, "scores with 4 axes: batch, classes, height and width");
      }
      long channels = head.dims().get(planar ? 1 : 3);
      known &= channels > 0;
      classes += exclusive && heads.size() > 1 && channels > 1 ? channels - 1 : channels;
    }
    if (known && classes != manifest.labels().size()) {
      throw new BadManifest(
          "The manifest has %d labels, but as %s the outputs %s tell of %d classes"
              .formatted(manifest.labels().size(), planar ? "NCHW" : "NHWC", heads, classes));
    }
  }
}
