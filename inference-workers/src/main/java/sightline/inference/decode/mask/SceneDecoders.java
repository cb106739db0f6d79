package sightline.inference.decode.mask;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sightline.inference.decode.SceneDecoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that give masks of the whole picture, by family. */
public final class SceneDecoders {

  private static final Map<String, Function<ModelManifest, SceneDecoder>> KNOWN =
      Map.of(
          "semantic", SemanticDecoder::of,
          "panoptic-fpn", PanopticFpnDecoder::of,
          "panoptic-mask-classification", MaskClassificationDecoder::of);

  private SceneDecoders() {}

  /** The decoder of that family, if it is one that gives masks of the whole picture. */
  public static Optional<SceneDecoder> of(ModelManifest manifest) {
    return Optional.ofNullable(KNOWN.get(manifest.decoder().family()))
        .map(known -> known.apply(manifest));
  }
}
