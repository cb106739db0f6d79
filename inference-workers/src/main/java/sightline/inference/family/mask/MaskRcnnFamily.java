package sightline.inference.family.mask;

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

/** Mask R-CNN with everything decoded in the net but the masks, which lie in their boxes. */
final class MaskRcnnFamily implements Family {

  private static final int OUTPUTS = 4;
  private static final int COCO = 80;

  @Override
  public String name() {
    return "mask-rcnn";
  }

  @Override
  public String tensors() {
    return "float[N,3,H,W] -> boxes float[objects,4], labels int64[objects],"
        + " scores float[objects], masks float[objects,1 or classes,28,28]";
  }

  @Override
  public Set<String> parameters() {
    return RegionTensors.PARAMETERS;
  }

  @Override
  public Optional<Recognized> recognize(ModelTensors tensors) {
    Optional<Picture> picture = Picture.only(tensors);
    if (picture.isEmpty() || tensors.outputs().size() != OUTPUTS) {
      return Optional.empty();
    }
    return RegionTensors.names(tensors.outputs())
        .map(names -> recognized(picture.orElseThrow(), names, tensors));
  }

  private static Recognized recognized(
      Picture picture, Map<String, String> names, ModelTensors tensors) {
    int classes = classes(names.get("masks"), tensors);
    return new Recognized(
        "instance",
        picture.tensor().name(),
        picture.plain(),
        new DecoderSpec("mask-rcnn", names),
        classes,
        Usual.unsuppressed().withMaxBatch(1),
        List.of(
            "The tensors are those of Mask R-CNN with masks that lie in their boxes.",
            "It is fed RGB 0 to 1, stretched, as torchvision's are; it normalizes by itself.",
            "Class numbers begin at 1, since 0 is background, and boxes are in px of the input."));
  }

  /** One for each mask of an object but the background's; that of COCO where there is one mask. */
  private static int classes(String masks, ModelTensors tensors) {
    TensorInfo info =
        tensors.outputs().stream()
            .filter(output -> output.name().equals(masks))
            .findFirst()
            .orElseThrow();
    long channels = info.dims().get(info.dims().size() - 3);
    return channels > 1 && channels < 10_000 ? (int) channels - 1 : COCO;
  }

  @Override
  public void check(ModelManifest manifest, ModelTensors tensors) {
    RegionTensors.check(manifest, tensors);
  }
}
