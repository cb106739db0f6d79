package sightline.inference.decode.grid;

import java.util.Map;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that are read from grids of cells: the YOLO families. */
public final class GridDecoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN =
      Map.of("yolox", YoloxDecoder::of);

  private GridDecoders() {}

  /** By family. */
  public static Map<String, Function<ModelManifest, Decoder>> known() {
    return KNOWN;
  }
}
