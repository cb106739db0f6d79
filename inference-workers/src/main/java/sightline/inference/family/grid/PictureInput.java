package sightline.inference.family.grid;

import java.util.Optional;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.metadata.UltralyticsMetadata;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;

/**
 * The only input of a net: {@code float[N,3,height,width]}.
 *
 * @param name of the tensor
 * @param width px
 * @param height px
 */
record PictureInput(String name, int width, int height) {

  private static final int GRAY = 114;
  private static final float TO_ONE = 1 / 255f;

  /**
   * That of a net with no other input. Where the file leaves the size open, it is what Ultralytics'
   * metadata say, if there are any.
   */
  static Optional<PictureInput> of(ModelTensors tensors) {
    if (tensors.inputs().size() != 1) {
      return Optional.empty();
    }
    TensorInfo input = tensors.inputs().get(0);
    if (!input.isFloat() || !input.fits(-1, 3, -1, -1)) {
      return Optional.empty();
    }
    var metadata = new UltralyticsMetadata(tensors.metadata());
    long height = known(input.dims().get(2), metadata.height());
    long width = known(input.dims().get(3), metadata.width());
    return isSide(width) && isSide(height)
        ? Optional.of(new PictureInput(input.name(), (int) width, (int) height))
        : Optional.empty();
  }

  private static long known(long size, int said) {
    return size == -1 ? said : size;
  }

  private static boolean isSide(long size) {
    return size >= 1 && size <= InputSpec.MAX_SIDE;
  }

  /** Raw pixels 0 to 255 as YOLOX is fed: BGR, letterbox in the top left corner, gray 114. */
  InputSpec topLeft() {
    return spec(Color.BGR, Fit.LETTERBOX_TOP_LEFT, 1);
  }

  /** As Ultralytics feeds its nets: RGB 0 to 1, letterbox in the middle, gray 114. */
  InputSpec centered() {
    return spec(Color.RGB, Fit.LETTERBOX_CENTER, TO_ONE);
  }

  /** The whole picture, stretched to the size of the input, 0 to 1. */
  InputSpec stretched(Color color) {
    return spec(color, Fit.STRETCH, TO_ONE);
  }

  /** The whole picture, stretched to the size of the input, BGR with that mean and deviation. */
  InputSpec stretched(PerChannel mean, PerChannel deviation) {
    return new InputSpec(
        width, height, Layout.NCHW, Color.BGR, Fit.STRETCH, GRAY, mean, deviation, 1);
  }

  private InputSpec spec(Color color, Fit fit, float scale) {
    return new InputSpec(
        width, height, Layout.NCHW, color, fit, GRAY, PerChannel.ZERO, PerChannel.ONE, scale);
  }

  /** Whole cells of the grids of these strides together. */
  long cells(int... strides) {
    long cells = 0;
    for (int stride : strides) {
      cells += (long) (width / stride) * (height / stride);
    }
    return cells;
  }

  /** Whether {@code count} is {@code each} for every cell of one of the usual sets of grids. */
  boolean isOfUsualGrids(long count, int each) {
    return count == each * cells(8, 16, 32)
        || count == each * cells(8, 16, 32, 64)
        || count == each * cells(4, 8, 16, 32);
  }
}
