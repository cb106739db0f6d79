package sightline.inference.decode.mask;

import java.util.Map;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that give boxes with masks. */
public final class InstanceDecoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN =
      Map.of("yolov8-instance", YoloInstanceDecoder::of, "mask-rcnn", MaskRcnnDecoder::of);

  private InstanceDecoders() {}

  /** By family. */
  public static Map<String, Function<ModelManifest, Decoder>> known() {
    return KNOWN;
  }
}
