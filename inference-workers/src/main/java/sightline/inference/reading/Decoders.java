package sightline.inference.reading;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.grid.GridDecoders;
import sightline.inference.decode.mask.InstanceDecoders;
import sightline.inference.decode.point.PointDecoders;
import sightline.inference.decode.prior.PriorDecoders;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;

/** Picks the decoder of boxes that a manifest asks for. */
public final class Decoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN = known();

  private Decoders() {}

  private static Map<String, Function<ModelManifest, Decoder>> known() {
    var all = new TreeMap<>(GridDecoders.known());
    all.putAll(PriorDecoders.known());
    all.putAll(PointDecoders.known());
    all.putAll(InstanceDecoders.known());
    return all;
  }

  /**
   * The decoder of that family.
   *
   * @throws BadManifest when nobody knows it
   */
  public static Decoder of(ModelManifest manifest) {
    String family = manifest.decoder().family();
    if (!KNOWN.containsKey(family)) {
      throw new BadManifest("decoder.family", family, String.join(" or ", KNOWN.keySet()));
    }
    return KNOWN.get(family).apply(manifest);
  }
}
