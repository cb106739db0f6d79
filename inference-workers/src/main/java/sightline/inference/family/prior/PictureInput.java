package sightline.inference.family.prior;

import java.util.List;
import java.util.Optional;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.ElementTypes;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * The input that takes a color picture.
 *
 * @param tensor itself
 * @param layout order of its axes
 * @param width px, -1 where it is symbolic
 * @param height px, -1 where it is symbolic
 */
record PictureInput(TensorInfo tensor, Layout layout, int width, int height) {

  private static final long CHANNELS = 3;

  /** That of a net with one input. */
  static Optional<PictureInput> only(ModelTensors tensors) {
    return tensors.inputs().size() == 1 ? of(tensors.inputs().get(0)) : Optional.empty();
  }

  /** {@code tensor}, if it can take a picture of three colors. */
  static Optional<PictureInput> of(TensorInfo tensor) {
    List<Long> dims = tensor.dims();
    boolean possible =
        ElementTypes.readable(tensor.elementType())
            && (tensor.fits(1, -1, -1, -1) || tensor.fits(-1, -1, -1, -1));
    if (!possible) {
      return Optional.empty();
    }
    if (dims.get(1) == CHANNELS) {
      return sized(tensor, Layout.NCHW, dims.get(3), dims.get(2));
    }
    return dims.get(3) == CHANNELS
        ? sized(tensor, Layout.NHWC, dims.get(2), dims.get(1))
        : Optional.empty();
  }

  private static Optional<PictureInput> sized(
      TensorInfo tensor, Layout layout, long width, long height) {
    boolean possible =
        width <= InputSpec.MAX_SIDE && height <= InputSpec.MAX_SIDE && width != 0 && height != 0;
    return possible
        ? Optional.of(new PictureInput(tensor, layout, (int) width, (int) height))
        : Optional.empty();
  }

  /** With {@code side} where the file leaves a side open. */
  PictureInput orSide(int side) {
    return new PictureInput(
        tensor, layout, width == -1 ? side : width, height == -1 ? side : height);
  }

  /** Whether the file says how large it is. */
  boolean isSized() {
    return width > 0 && height > 0;
  }

  String name() {
    return tensor.name();
  }

  /** Stretched, {@code (pixel - mean) / std}. */
  InputSpec stretched(Color color, PerChannel mean, PerChannel std) {
    return spec(color, Fit.STRETCH, mean, std, 1);
  }

  /** Stretched, pixels multiplied with {@code scale}. */
  InputSpec scaled(Color color, float scale) {
    return spec(color, Fit.STRETCH, PerChannel.ZERO, PerChannel.ONE, scale);
  }

  /** Raw pixels in the top left corner, black beside them. */
  InputSpec rawInCorner(Color color) {
    return spec(color, Fit.LETTERBOX_TOP_LEFT, PerChannel.ZERO, PerChannel.ONE, 1);
  }

  private InputSpec spec(Color color, Fit fit, PerChannel mean, PerChannel std, float scale) {
    return new InputSpec(width, height, layout, color, fit, 0, mean, std, scale);
  }

  /** What is assumed when the file leaves a side open; empty if it does not. */
  List<String> assumedSide(int side) {
    return isSized()
        ? List.of()
        : List.of("The file takes pictures of any size; it is given %dx%d.".formatted(side, side));
  }
}
