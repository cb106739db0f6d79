package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * YOLOv5 and v7 as exported with decoding: one row of {@code x, y, width, height, objectness,
 * classes…} for each of three anchors of each cell. Older exports give the undecoded heads besides.
 */
final class Yolov5Family implements Family {

  private static final int ANCHORS = 3;
  private static final int BOX_AND_OBJECTNESS = 5;
  private static final float MAX_OVERLAP = .45f;

  @Override
  public String name() {
    return "yolov5";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,3 * cells of the grids,5+classes]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .filter(input -> !tensors.outputs().isEmpty())
        .filter(input -> isOurs(input, tensors.outputs()))
        .map(input -> recognized(input, tensors.outputs().get(0)));
  }

  private static boolean isOurs(PictureInput input, List<TensorInfo> outputs) {
    TensorInfo rows = outputs.get(0);
    if (!rows.isFloat() || rows.dims().size() != 3) {
      return false;
    }
    long columns = rows.dims().get(2);
    return columns > BOX_AND_OBJECTNESS
        && input.isOfUsualGrids(rows.dims().get(1), ANCHORS)
        && outputs.stream().skip(1).allMatch(head -> head.fits(-1, ANCHORS, -1, -1, columns));
  }

  private Recognized recognized(PictureInput input, TensorInfo rows) {
    return new Recognized(
        "detect",
        input.name(),
        input.centered(),
        new DecoderSpec(name(), Map.of()),
        Math.toIntExact(rows.dims().get(2)) - BOX_AND_OBJECTNESS,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of YOLOv5 with decoded boxes, three for each cell.",
            "It is fed as YOLOv5 is: RGB 0 to 1, letterbox in the middle, gray 114.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    long columns = manifest.labels().size() + (long) BOX_AND_OBJECTNESS;
    Checks.require(
        tensors.outputs().stream().anyMatch(output -> output.fits(-1, -1, columns)),
        manifest,
        tensors,
        "a yolov5 output of [N,boxes,%d]".formatted(columns));
  }
}
