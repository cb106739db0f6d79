package sightline.inference.family.mask;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/** The four outputs of nets in the manner of Mask R-CNN. */
final class RegionTensors {

  /** Parameters of the decoders that read them. */
  static final Set<String> PARAMETERS =
      Set.of("boxes", "labels", "scores", "masks", "firstLabel", "threshold");

  private static final int MAX_MASK_SIDE = 128;

  private RegionTensors() {}

  /**
   * Their names by parameter: boxes are the ones that end in an axis of 4, labels the whole
   * numbers, scores the others with as many axes, masks the ones that end in two equal axes.
   */
  static Optional<Map<String, String>> names(List<TensorInfo> outputs) {
    var names = new HashMap<String, String>();
    boolean found =
        put("boxes", outputs, RegionTensors::isBoxes, names)
            && put("labels", outputs, one -> isList(one) && isWhole(one), names)
            && put("scores", outputs, one -> isList(one) && !isWhole(one), names)
            && put("masks", outputs, RegionTensors::isMasks, names);
    return found ? Optional.of(names) : Optional.empty();
  }

  private static boolean put(
      String key, List<TensorInfo> outputs, Predicate<TensorInfo> rule, Map<String, String> into) {
    List<TensorInfo> fitting = outputs.stream().filter(rule).toList();
    if (fitting.size() == 1) {
      into.put(key, fitting.get(0).name());
    }
    return fitting.size() == 1;
  }

  private static boolean isBoxes(TensorInfo output) {
    int axes = output.dims().size();
    return (axes == 2 || axes == 3) && output.dims().get(axes - 1) == 4;
  }

  private static boolean isList(TensorInfo output) {
    int axes = output.dims().size();
    return axes == 1 || (axes == 2 && output.dims().get(1) != 4);
  }

  private static boolean isWhole(TensorInfo output) {
    return output.elementType().contains("int");
  }

  private static boolean isMasks(TensorInfo output) {
    int axes = output.dims().size();
    if (axes != 4 && axes != 5) {
      return false;
    }
    long side = output.dims().get(axes - 1);
    return side > 1 && side <= MAX_MASK_SIDE && output.dims().get(axes - 2) == side;
  }

  /** Whether a finished manifest names outputs that may be those. */
  static void check(ModelManifest manifest, ModelTensors tensors) {
    manifest.decoder().choice("firstLabel", "1", "0");
    TensorInfo boxes = Named.of(manifest, "boxes", "boxes", tensors);
    Named.of(manifest, "labels", "labels", tensors);
    Named.of(manifest, "scores", "scores", tensors);
    TensorInfo masks = Named.of(manifest, "masks", "masks", tensors);
    int axes = boxes.dims().size();
    if (axes == 0 || (boxes.dims().get(axes - 1) != 4 && boxes.dims().get(axes - 1) != -1)) {
      throw new BadManifest("decoder.boxes", boxes, "an output that ends in an axis of 4");
    }
    if (masks.dims().size() < 3) {
      throw new BadManifest("decoder.masks", masks, "an output that ends in two axes of a mask");
    }
  }
}
