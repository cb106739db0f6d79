package sightline.inference.reading;

import sightline.inference.decode.Decoder;
import sightline.inference.decode.heat.HeatDecoder;
import sightline.inference.decode.mask.SceneDecoders;
import sightline.inference.decode.suppress.Suppressions;
import sightline.inference.model.ModelManifest;

/** Picks the way in which a model's answers are read. */
public final class Readings {

  private Readings() {}

  /**
   * How the answers of the model with {@code manifest} are read.
   *
   * @throws sightline.inference.model.BadManifest when nobody knows its family
   */
  public static Reading of(ModelManifest manifest, Reading.Bounds bounds) {
    if (manifest.decoder().family().equals(HeatDecoder.FAMILY)) {
      return new HeatReading(manifest, bounds);
    }
    return SceneDecoders.of(manifest)
        .<Reading>map(decoder -> new SceneReading(decoder, manifest, bounds))
        .orElseGet(() -> new BoxReading(decoder(manifest), manifest, bounds));
  }

  /** One that lets through what any class asks for. */
  private static Decoder decoder(ModelManifest manifest) {
    return Decoders.of(manifest.withMinScore(Suppressions.leastScore(manifest)));
  }
}
