package sightline.inference.family.mask;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/** YOLOv8 with masks, and its successors that kept the tensors, as Ultralytics exports them. */
final class YoloInstanceFamily implements Family {

  private static final int BOX = 4;
  private static final int PROTOTYPE_STRIDE = 4;
  private static final int[] STRIDES = {8, 16, 32};
  private static final float MAX_OVERLAP = .7f;

  @Override
  public String name() {
    return "yolov8-instance";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,4+classes+prototypes,cells of stride 8, 16 and 32],"
        + " float[N,prototypes,H/4,W/4]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<Picture> picture = Picture.only(tensors).filter(one -> one.layout() == Layout.NCHW);
    return picture.isPresent() && tensors.outputs().size() == 2
        ? recognized(picture.orElseThrow(), tensors)
        : Optional.empty();
  }

  private static Optional<Recognized> recognized(Picture picture, ModelTensors tensors) {
    long cells = cells(picture.width(), picture.height());
    TensorInfo rows = withAxes(3, tensors);
    TensorInfo prototypes = withAxes(4, tensors);
    if (rows == null
        || prototypes == null
        || !rows.fits(-1, -1, cells)
        || !prototypes.fits(
            -1, -1, picture.height() / PROTOTYPE_STRIDE, picture.width() / PROTOTYPE_STRIDE)
        || prototypes.dims().get(1) < 1) {
      return Optional.empty();
    }
    long classes = rows.dims().get(1) - BOX - prototypes.dims().get(1);
    return classes < 1 || rows.dims().get(2) != cells
        ? Optional.empty()
        : Optional.of(recognized(picture, Math.toIntExact(classes)));
  }

  private static Recognized recognized(Picture picture, int classes) {
    return new Recognized(
        "instance",
        picture.tensor().name(),
        picture.letterboxed(),
        new DecoderSpec("yolov8-instance", Map.of()),
        classes,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of YOLOv8 with masks made of prototypes.",
            "It is fed as Ultralytics does: RGB 0 to 1, letterbox in the middle, gray 114.",
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  /** Null when there is none. */
  private static TensorInfo withAxes(int axes, ModelTensors tensors) {
    return tensors.outputs().stream()
        .filter(output -> output.dims().size() == axes)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    manifest.decoder().choice("classes", "best", "every");
    InputSpec input = manifest.input();
    TensorInfo rows = withAxes(3, tensors);
    TensorInfo prototypes = withAxes(4, tensors);
    long cells = cells(input.width(), input.height());
    boolean fits = rows != null && prototypes != null;
    if (fits) {
      long count = prototypes.dims().get(1);
      long columns = count == -1 ? -1 : BOX + manifest.labels().size() + count;
      fits = rows.fits(-1, columns, cells);
    }
    if (!fits) {
      throw new BadManifest(
          "The manifest asks for yolov8-instance outputs of %d labels and %d cells, found %s"
              .formatted(manifest.labels().size(), cells, tensors));
    }
  }

  private static long cells(long width, long height) {
    long cells = 0;
    for (int stride : STRIDES) {
      cells += (width / stride) * (height / stride);
    }
    return cells;
  }
}
