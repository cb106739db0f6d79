package sightline.inference.decode.point;

import java.util.Map;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that are read from key points, regions or the whole picture. */
public final class PointDecoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN =
      Map.of(
          "centernet", CenterNetDecoder::of,
          "cornernet", CornerNetDecoder::of,
          "faster-rcnn", FasterRcnnDecoder::of,
          "localizer", LocalizerDecoder::of,
          "classifier", ClassifierDecoder::of);

  private PointDecoders() {}

  /** By family. */
  public static Map<String, Function<ModelManifest, Decoder>> known() {
    return KNOWN;
  }
}
