package sightline.inference.family.point;

import java.util.List;
import java.util.Optional;
import sightline.events.geometry.InputSpec;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.OutputOrder;
import sightline.inference.model.TensorInfo;

/** The tensors of a model, as the families of this package look at them. */
final class Shapes {

  private Shapes() {}

  /** The only input, if it takes colored pictures of a known size, channels first. */
  static Optional<TensorInfo> picture(ModelTensors tensors) {
    if (tensors.inputs().size() != 1) {
      return Optional.empty();
    }
    TensorInfo input = tensors.inputs().get(0);
    boolean ours =
        input.isFloat()
            && input.fits(-1, 3, -1, -1)
            && input.dims().get(1) == 3
            && isSide(size(input, 2))
            && isSide(size(input, 3));
    return ours ? Optional.of(input) : Optional.empty();
  }

  /** Whether a picture may be so high or wide, px. */
  static boolean isSide(int size) {
    return size >= 1 && size <= InputSpec.MAX_SIDE;
  }

  /** Size of axis {@code axis}; -1 when it is open. */
  static int size(TensorInfo tensor, int axis) {
    return (int) Math.min(Integer.MAX_VALUE, tensor.dims().get(axis));
  }

  /** Whether it is a map of {@code channels} as high and wide as {@code like}, of a known size. */
  static boolean isMap(TensorInfo tensor, long channels, TensorInfo like) {
    return tensor.isFloat()
        && tensor.dims().size() == 4
        && tensor.dims().get(1) == channels
        && tensor.dims().subList(2, 4).equals(like.dims().subList(2, 4));
  }

  /**
   * The {@code expected} outputs that {@code manifest} means, in the order of its family.
   *
   * @throws BadManifest when there are none such
   */
  static List<TensorInfo> outputs(ModelManifest manifest, ModelTensors tensors, int expected) {
    try {
      return OutputOrder.of(manifest.decoder()).pick(tensors.outputs(), expected, TensorInfo::name);
    } catch (BadManifest e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new BadManifest(
          "The manifest asks for a %s model: %s."
              .formatted(manifest.decoder().family(), e.getMessage()));
    }
  }

  /** Refuses {@code found} unless it {@code fits} what is {@code expected}. */
  static void require(boolean fits, ModelManifest manifest, String expected, Object found) {
    if (!fits) {
      throw new BadManifest(
          "The manifest asks for a %s output of %s (%d labels, input %dx%d), found %s."
              .formatted(
                  manifest.decoder().family(),
                  expected,
                  manifest.labels().size(),
                  manifest.input().width(),
                  manifest.input().height(),
                  found));
    }
  }
}
