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
 * YOLOv10, YOLO26 and exports with built-in suppression: a few hundred finished boxes, best first.
 * The tensors do not tell the number of classes.
 */
final class YoloEndToEndFamily implements Family {

  private static final int COLUMNS = 6;
  private static final int MAX_BOXES = 1000;
  private static final int CLASSES_OF_COCO = 80;

  @Override
  public String name() {
    return "yolo-end-to-end";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,at most 1000 boxes,6]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    var metadata = new UltralyticsMetadata(tensors.metadata());
    boolean otherTask = metadata.isPresent() && !metadata.isFor("detect");
    return PictureInput.of(tensors)
        .filter(input -> !otherTask && tensors.outputs().size() == 1)
        .filter(input -> isOurs(tensors.outputs().get(0), metadata))
        .map(input -> recognized(input, metadata.names().size()));
  }

  /** A number of boxes that is left open is believed only if the metadata say the rest. */
  private static boolean isOurs(TensorInfo output, UltralyticsMetadata metadata) {
    if (!output.isFloat() || output.dims().size() != 3 || output.dims().get(2) != COLUMNS) {
      return false;
    }
    long boxes = output.dims().get(1);
    return boxes == -1 ? metadata.endToEnd() : boxes >= 1 && boxes <= MAX_BOXES;
  }

  private Recognized recognized(PictureInput input, int named) {
    int classes = named > 0 ? named : CLASSES_OF_COCO;
    return new Recognized(
        "detect",
        input.name(),
        input.centered(),
        new DecoderSpec(name(), Map.of()),
        classes,
        Usual.unsuppressed(),
        List.of(
            "The tensors are those of YOLOv10 and YOLO26: finished boxes that need no suppression.",
            "It is fed as Ultralytics feeds it: RGB 0 to 1, letterbox in the middle, gray 114.",
            named > 0
                ? "There are as many classes as the metadata name: " + named + "."
                : "There are taken to be 80 classes: the tensors do not tell how many."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    Checks.require(
        tensors.outputs().size() == 1 && tensors.outputs().get(0).fits(-1, -1, COLUMNS),
        manifest,
        tensors,
        "one yolo-end-to-end output of [N,boxes,6]");
  }
}
