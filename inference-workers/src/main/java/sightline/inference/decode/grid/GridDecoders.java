package sightline.inference.decode.grid;

import java.util.Map;
import java.util.function.Function;
import sightline.inference.decode.Decoder;
import sightline.inference.model.ModelManifest;

/** The decoders of nets that are read from grids of cells: the YOLO families and their like. */
public final class GridDecoders {

  private static final Map<String, Function<ModelManifest, Decoder>> KNOWN =
      Map.of(
          "yolox", YoloxDecoder::of,
          "yolov2", Yolov2Decoder::of,
          "yolov3", Yolov3Decoder::of,
          "yolov5", Yolov5Decoder::of,
          "yolov8", Yolov8Decoder::of,
          "yolo-end-to-end", YoloEndToEndDecoder::of,
          "nanodet", NanodetDecoder::of,
          "fastestdet", FastestdetDecoder::of);

  private GridDecoders() {}

  /** By family. */
  public static Map<String, Function<ModelManifest, Decoder>> known() {
    return KNOWN;
  }
}
