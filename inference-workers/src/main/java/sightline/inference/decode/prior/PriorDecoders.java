package sightline.inference.decode.prior;

import java.util.Map;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that are read from priors, anchor boxes or queries. */
public final class PriorDecoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN =
      Map.of(
          "ssd", PriorDecoder::ssd,
          "ultraface", PriorDecoder::ultraface,
          "retinanet", PriorDecoder::retinanet,
          "tf-detection", TfDetectionDecoder::of,
          "detection-output", DetectionOutputDecoder::of,
          "yunet", YunetDecoder::of,
          "detr", QueryDecoder::detr,
          "rtdetr", QueryDecoder::rtdetr,
          "deim", DeimDecoder::of);

  private PriorDecoders() {}

  /** By family. */
  public static Map<String, Function<ModelManifest, Decoder>> known() {
    return KNOWN;
  }
}
