package sightline.inference.decode;

import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;

/** Picks the decoder that a manifest asks for. */
public final class Decoders {

  private Decoders() {}

  /**
   * @throws BadManifest when nobody knows that family
   */
  public static Decoder of(ModelManifest manifest) {
    String family = manifest.decoder().family();
    return switch (family) {
      case "yolox" -> YoloxDecoder.of(manifest);
      default -> throw new BadManifest("decoder.family", family, "yolox");
    };
  }
}
