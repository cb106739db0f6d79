package sightline.trainer.net.latent;

import java.util.LinkedHashMap;
import java.util.Map;
import sightline.trainer.net.Value;

/** The last step of all nets that give back pictures. */
final class Reconstruction {

  private Reconstruction() {}

  /**
   * Names a picture.
   *
   * @param raw (C, H, W)
   * @return to which more can be added
   */
  static Map<String, Value> of(Value raw, boolean unit) {
    var outputs = new LinkedHashMap<String, Value>();
    outputs.put(LatentNet.RAW, raw);
    outputs.put(LatentNet.RECONSTRUCTION, unit ? raw.sigmoid() : raw);
    return outputs;
  }
}
