package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.inference.metadata.UltralyticsMetadata;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * YOLOv8, v9, v11 and v12: boxes without objectness, one column for each cell of each grid, or one
 * row. The latter looks like YOLOX with a class less, so only the metadata of Ultralytics tell it.
 */
final class Yolov8Family implements Family {

  private static final int BOX = 4;
  private static final float MAX_OVERLAP = .7f;

  @Override
  public String name() {
    return "yolov8";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,4+classes,cells of the grids]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    var metadata = new UltralyticsMetadata(tensors.metadata());
    boolean otherTask = metadata.isPresent() && !metadata.isFor("detect");
    if (otherTask || tensors.outputs().size() != 1) {
      return Optional.empty();
    }
    return PictureInput.of(tensors)
        .flatMap(
            input -> {
              long classes = classes(input, tensors.outputs().get(0), metadata);
              return classes >= 1
                  ? Optional.of(recognized(input, Math.toIntExact(classes)))
                  : Optional.empty();
            });
  }

  /** How many classes the output tells of; 0 or less when it is none of ours. */
  private static long classes(PictureInput input, TensorInfo output, UltralyticsMetadata metadata) {
    if (!output.isFloat() || output.dims().size() != 3) {
      return 0;
    }
    int named = metadata.isFor("detect") ? metadata.names().size() : 0;
    boolean planar = named > 0 && output.fits(-1, named + (long) BOX, -1);
    boolean turned = named > 0 && output.fits(-1, -1, named + (long) BOX);
    if (planar || turned) {
      return named;
    }
    long rows = output.dims().get(1);
    return input.isOfUsualGrids(output.dims().get(2), 1) ? rows - BOX : 0;
  }

  private Recognized recognized(PictureInput input, int classes) {
    return new Recognized(
        "detect",
        input.name(),
        input.centered(),
        new DecoderSpec(name(), Map.of()),
        classes,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of YOLOv8 and its successors: boxes without objectness.",
            "It is fed as Ultralytics feeds it: RGB 0 to 1, letterbox in the middle, gray 114.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    long rows = manifest.labels().size() + (long) BOX;
    Checks.require(
        tensors.outputs().size() == 1
            && (tensors.outputs().get(0).fits(-1, rows, -1)
                || tensors.outputs().get(0).fits(-1, -1, rows)),
        manifest,
        tensors,
        "one yolov8 output of [N,%1$d,boxes] or [N,boxes,%1$d]".formatted(rows));
  }
}
