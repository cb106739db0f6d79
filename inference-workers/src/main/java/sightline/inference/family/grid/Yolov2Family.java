package sightline.inference.family.grid;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * YOLOv2 and Tiny YOLOv2: one grid of stride 32, five anchors for each cell, {@code 13x13x125} for
 * the 20 classes of VOC at 416 px.
 */
final class Yolov2Family implements Family {

  private static final int ANCHORS = 5;
  private static final int BOX_AND_OBJECTNESS = 5;
  private static final int STRIDE = 32;
  private static final int HEAD_OF_YOLOV3 = 255;
  private static final float MIN_SCORE = .3f;
  private static final float MAX_OVERLAP = .45f;

  private static final List<String> VOC =
      List.of(
          "aeroplane",
          "bicycle",
          "bird",
          "boat",
          "bottle",
          "bus",
          "car",
          "cat",
          "chair",
          "cow",
          "diningtable",
          "dog",
          "horse",
          "motorbike",
          "person",
          "pottedplant",
          "sheep",
          "sofa",
          "train",
          "tvmonitor");

  @Override
  public String name() {
    return "yolov2";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> float[N,5*(5+classes),H/32,W/32]";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("anchors", "classes");
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    return PictureInput.of(tensors)
        .filter(input -> tensors.outputs().size() == 1)
        .filter(input -> isOurs(input, tensors.outputs().get(0)))
        .map(input -> recognized(input, tensors.outputs().get(0)));
  }

  private static boolean isOurs(PictureInput input, TensorInfo grid) {
    if (!grid.isFloat()
        || !grid.fits(-1, -1, input.height() / STRIDE, input.width() / STRIDE)
        || grid.dims().contains(0L)) {
      return false;
    }
    long planes = grid.dims().get(1);
    return planes % ANCHORS == 0
        && planes / ANCHORS > BOX_AND_OBJECTNESS
        && planes != HEAD_OF_YOLOV3;
  }

  private Recognized recognized(PictureInput input, TensorInfo grid) {
    int classes = Math.toIntExact(grid.dims().get(1)) / ANCHORS - BOX_AND_OBJECTNESS;
    String anchors = UsualAnchors.region(classes);
    Usual usual = Usual.overlap(MAX_OVERLAP).withMinScore(MIN_SCORE);
    return new Recognized(
        "detect",
        input.name(),
        input.stretched(Color.RGB),
        new DecoderSpec(name(), Map.of("anchors", anchors)),
        classes,
        classes == VOC.size() ? usual.withLabels(VOC) : usual,
        List.of(
            "The tensors are those of YOLOv2: one grid of stride 32, five anchors for each cell.",
            "Its anchors are taken to be %s (%s); the tensors do not tell."
                .formatted(anchors, UsualAnchors.nets(anchors)),
            classes == VOC.size()
                ? "Labels are the 20 names of VOC, since there are 20 classes."
                : "There are %d classes.".formatted(classes),
            "It is fed RGB 0 to 1, stretched.",
            "Objects with a score below %s are dropped, and boxes of one class with more than %s overlap are one object."
                .formatted(MIN_SCORE, MAX_OVERLAP)));
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    int classes = manifest.labels().size();
    Anchors anchors = Anchors.of(manifest.decoder(), UsualAnchors.region(classes));
    long planes = anchors.count() * (classes + (long) BOX_AND_OBJECTNESS);
    Checks.require(
        tensors.outputs().size() == 1 && tensors.outputs().get(0).fits(-1, planes, -1, -1),
        manifest,
        tensors,
        "one yolov2 output of [N,%d,h,w], %d anchors".formatted(planes, anchors.count()));
  }
}
