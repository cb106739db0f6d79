package sightline.inference.family.mask;

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
 * The one picture that a net takes, as far as its tensor tells.
 *
 * @param tensor with four axes
 * @param layout order of its axes
 * @param width px, at least 1
 * @param height px, at least 1
 * @param channels 3 or 1
 */
record Picture(TensorInfo tensor, Layout layout, int width, int height, int channels) {

  private static final int GRAY = 114;

  /** Empty when there are other inputs, or it is of no known size. */
  static Optional<Picture> only(ModelTensors tensors) {
    if (tensors.inputs().size() != 1) {
      return Optional.empty();
    }
    TensorInfo input = tensors.inputs().get(0);
    if (input.dims().size() != 4 || !ElementTypes.readable(input.elementType())) {
      return Optional.empty();
    }
    for (int channels : new int[] {3, 1}) {
      if (input.dims().get(1) == channels) {
        return sized(input, Layout.NCHW, channels);
      }
      if (input.dims().get(3) == channels) {
        return sized(input, Layout.NHWC, channels);
      }
    }
    return Optional.empty();
  }

  private static Optional<Picture> sized(TensorInfo input, Layout layout, int channels) {
    long height = input.dims().get(layout == Layout.NCHW ? 2 : 1);
    long width = input.dims().get(layout == Layout.NCHW ? 3 : 2);
    boolean known =
        width >= 1 && width <= InputSpec.MAX_SIDE && height >= 1 && height <= InputSpec.MAX_SIDE;
    return known
        ? Optional.of(new Picture(input, layout, (int) width, (int) height, channels))
        : Optional.empty();
  }

  /** Stretched; RGB from 0 to 1, or 0 to 255 where the tensor takes whole numbers. */
  InputSpec plain() {
    return spec(Color.RGB, Fit.STRETCH, scale());
  }

  /** As {@link #plain}, with the letterbox of Ultralytics: in the middle, gray 114. */
  InputSpec letterboxed() {
    return spec(Color.RGB, Fit.LETTERBOX_CENTER, scale());
  }

  /** Stretched, BGR from 0 to 255. */
  InputSpec rawBgr() {
    return spec(Color.BGR, Fit.STRETCH, 1);
  }

  /** Stretched, with these {@code mean} and {@code std} in 0 to 255, by tensor channel. */
  InputSpec normalized(Color color, PerChannel mean, PerChannel std, float scale) {
    return new InputSpec(width, height, layout, color, Fit.STRETCH, 0, mean, std, scale);
  }

  private float scale() {
    boolean whole = tensor.elementType().contains("int") || tensor.elementType().equals("bool");
    return whole ? 1 : 1 / 255f;
  }

  private InputSpec spec(Color color, Fit fit, float scale) {
    Color seen = channels == 1 ? Color.GRAY : color;
    int pad = fit == Fit.STRETCH ? 0 : GRAY;
    return new InputSpec(
        width, height, layout, seen, fit, pad, PerChannel.ZERO, PerChannel.ONE, scale);
  }
}
