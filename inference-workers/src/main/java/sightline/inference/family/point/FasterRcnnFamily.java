package sightline.inference.family.point;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.OutputOrder;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * Faster R-CNN (Ren et al. 2015): boxes, class numbers and scores of one picture, as torchvision
 * and the ONNX model zoo export it; or the proposals, deltas and logits before its suppression.
 *
 * <p>What has no batch axis is for one picture a call.
 */
final class FasterRcnnFamily implements Family {

  private static final int OUTPUTS = 3;
  private static final float MAX_OVERLAP = .5f;

  /** COCO numbers its 80 classes from 1 to 90, and the usual nets do as well. */
  private static final int COCO_NUMBERS = 90;

  @Override
  public String name() {
    return "faster-rcnn";
  }

  @Override
  public String tensors() {
    return "float[1,3,H,W] -> float[n,4] boxes, int64[n] classes, float[n] scores; or float[n,4]"
        + " proposals, float[n,4*columns] deltas, float[n,columns] logits";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(OutputOrder.KEY, "output", "background", "activation", "stds");
  }

  /** By its boxes, class numbers and scores; proposals must be named. */
  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<TensorInfo> input = Shapes.picture(tensors);
    Optional<TensorInfo> boxes = only(tensors, true, 2);
    Optional<TensorInfo> numbers = only(tensors, false, 1);
    Optional<TensorInfo> scores = only(tensors, true, 1);
    boolean ours =
        tensors.outputs().size() == OUTPUTS
            && input.isPresent()
            && numbers.isPresent()
            && scores.isPresent()
            && boxes.filter(output -> output.dims().get(1) == 4).isPresent();
    if (!ours) {
      return Optional.empty();
    }
    List<TensorInfo> ordered =
        List.of(boxes.orElseThrow(), numbers.orElseThrow(), scores.orElseThrow());
    return Optional.of(recognized(input.orElseThrow(), ordered));
  }

  /** The only output of so many axes that holds floats, or whole numbers. */
  private static Optional<TensorInfo> only(ModelTensors tensors, boolean floats, int axes) {
    List<TensorInfo> found =
        tensors.outputs().stream()
            .filter(output -> output.dims().size() == axes)
            .filter(output -> floats ? output.isFloat() : isWhole(output))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static boolean isWhole(TensorInfo tensor) {
    return tensor.elementType().equals("int64") || tensor.elementType().equals("int32");
  }

  private Recognized recognized(TensorInfo input, List<TensorInfo> ordered) {
    return new Recognized(
        "detect",
        input.name(),
        asTorchvision(input),
        new DecoderSpec(name(), Map.of(OutputOrder.KEY, OutputOrder.text(ordered))),
        COCO_NUMBERS,
        Usual.unsuppressed().withMaxBatch(1),
        List.of(
            "The tensors are those of Faster R-CNN: boxes, class numbers and scores of one picture.",
            "It is fed as torchvision's is: RGB 0 to 1, stretched.",
            "Class number 0 is the background, 1 the first label; that there are "
                + COCO_NUMBERS
                + ", as COCO numbers them, no tensor tells."));
  }

  private static InputSpec asTorchvision(TensorInfo input) {
    return new InputSpec(
        Shapes.size(input, 3),
        Shapes.size(input, 2),
        Layout.NCHW,
        Color.RGB,
        Fit.STRETCH,
        0,
        PerChannel.ZERO,
        PerChannel.ONE,
        1 / 255f);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    DecoderSpec spec = manifest.decoder();
    String background = spec.choice("background", "first", "last", "none");
    spec.choice("activation", "softmax", "none");
    if (spec.numbers("stds", "0.1,0.1,0.2,0.2").length != 4) {
      throw new BadManifest("decoder.stds", spec.text("stds", ""), "four numbers");
    }
    List<TensorInfo> outputs = Shapes.outputs(manifest, tensors, OUTPUTS);
    if (manifest.maxBatch() != 1 && outputs.stream().anyMatch(FasterRcnnFamily::isUnbatched)) {
      throw new BadManifest("input.maxBatch", manifest.maxBatch(), "1: no output has a batch axis");
    }
    require(outputs.get(0), manifest, 4);
    if (spec.choice("output", "detections", "proposals").equals("proposals")) {
      int columns = manifest.labels().size() + (background.equals("none") ? 0 : 1);
      requireDeltas(outputs.get(1), manifest, columns);
      require(outputs.get(2), manifest, columns);
    } else {
      require(outputs.get(1), manifest);
      require(outputs.get(2), manifest);
    }
  }

  private static boolean isUnbatched(TensorInfo output) {
    return output.dims().isEmpty() || output.dims().get(0) != 1 || output.dims().size() == 1;
  }

  /** Of shape {@code [n,rest]} or {@code [1,n,rest]}. */
  private static void require(TensorInfo output, ModelManifest manifest, long... rest) {
    String expected = "[n%s]".formatted(rest.length == 0 ? "" : "," + rest[0]);
    Shapes.require(hasRows(output, rest), manifest, expected, output);
  }

  private static void requireDeltas(TensorInfo output, ModelManifest manifest, long columns) {
    boolean fits =
        hasRows(output, 4) || hasRows(output, 4 * columns) || hasRows(output, columns, 4);
    Shapes.require(fits, manifest, "[n,%d] or [n,4]".formatted(4 * columns), output);
  }

  private static boolean hasRows(TensorInfo output, long... rest) {
    var rows = new long[rest.length + 1];
    var batched = new long[rest.length + 2];
    rows[0] = -1;
    batched[0] = 1;
    batched[1] = -1;
    System.arraycopy(rest, 0, rows, 1, rest.length);
    System.arraycopy(rest, 0, batched, 2, rest.length);
    return output.fits(rows) || output.fits(batched);
  }
}
