package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.inference.decode.grid.Anchors;
import sightline.inference.decode.grid.UsualAnchors;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.Recognized;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.Usual;

/**
 * YOLOv3 and its relatives with undecoded heads: one output for each grid, three anchors for each
 * cell. The anchors were chosen when the net was trained and are not in the tensors.
 */
final class Yolov3Family implements Family {

  private static final int ANCHORS = 3;
  private static final int BOX_AND_OBJECTNESS = 5;
  private static final int MIN_HEADS = 2;
  private static final int MAX_HEADS = 3;
  private static final float MAX_OVERLAP = .45f;

  @Override
  public String name() {
    return "yolov3";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,3*(5+classes),h,w] or float[N,3,h,w,5+classes] for each grid";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("anchors", "masks", "xy", "classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .filter(input -> isOurs(input, tensors.outputs()))
        .map(input -> recognized(input, tensors.outputs()));
  }

  private static boolean isOurs(PictureInput input, List<TensorInfo> outputs) {
    if (outputs.size() < MIN_HEADS || outputs.size() > MAX_HEADS) {
      return false;
    }
    long columns = columns(outputs.get(0));
    return columns > BOX_AND_OBJECTNESS
        && outputs.stream().allMatch(head -> isHead(head, columns, input))
        && outputs.stream().map(TensorInfo::dims).distinct().count() == outputs.size();
  }

  /** Numbers for each anchor of a cell; 0 when that is no head. */
  private static long columns(TensorInfo head) {
    return switch (head.dims().size()) {
      case 4 -> head.dims().get(1) % ANCHORS == 0 ? head.dims().get(1) / ANCHORS : 0;
      case 5 -> head.dims().get(4);
      default -> 0;
    };
  }

  /** The grid must divide the input into cells of 4 px or more, as wide as they are high. */
  private static boolean isHead(TensorInfo head, long columns, PictureInput input) {
    boolean darknet = head.fits(-1, ANCHORS * columns, -1, -1);
    if (!head.isFloat() || !(darknet || head.fits(-1, ANCHORS, -1, -1, columns))) {
      return false;
    }
    long down = head.dims().get(2);
    long across = head.dims().get(3);
    return down > 0
        && across > 0
        && input.width() % across == 0
        && input.width() / across >= 4
        && input.height() % down == 0
        && input.width() / across == input.height() / down;
  }

  private Recognized recognized(PictureInput input, List<TensorInfo> outputs) {
    boolean darknet = outputs.get(0).dims().size() == 4;
    String anchors =
        darknet
            ? UsualAnchors.heads(outputs.size(), input.width(), input.height())
            : UsualAnchors.YOLOV3;
    InputSpec fed = darknet ? input.stretched(Color.RGB) : input.centered();
    return new Recognized(
        "detect",
        input.name(),
        fed,
        new DecoderSpec(name(), Map.of("anchors", anchors, "xy", darknet ? "darknet" : "v5")),
        Math.toIntExact(columns(outputs.get(0))) - BOX_AND_OBJECTNESS,
        Usual.overlap(MAX_OVERLAP),
        List.of(
            "The tensors are those of %s with undecoded heads, three anchors for each cell."
                .formatted(darknet ? "YOLOv3 or another net of Darknet" : "YOLOv5"),
            "Its anchors are taken to be %s (%s), finest grid first; the tensors do not tell."
                .formatted(anchors, UsualAnchors.nets(anchors)),
            "It is fed RGB 0 to 1, %s."
                .formatted(darknet ? "stretched" : "letterbox in the middle, gray 114"),
            "Boxes of one class with more than " + MAX_OVERLAP + " overlap are one object."));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    long columns = manifest.labels().size() + (long) BOX_AND_OBJECTNESS;
    int heads = tensors.outputs().size();
    int perHead = Anchors.of(manifest.decoder(), UsualAnchors.YOLOV3).perHead(heads);
    boolean fits =
        perHead > 0
            && tensors.outputs().stream()
                .allMatch(
                    head ->
                        head.fits(-1, perHead * columns, -1, -1)
                            || head.fits(-1, perHead, -1, -1, columns));
    Checks.require(
        fits,
        manifest,
        tensors,
        "yolov3 outputs of [N,%1$d*%2$d,h,w] or [N,%1$d,h,w,%2$d], %1$d anchors for each output"
            .formatted(perHead, columns));
  }
}
