package sightline.inference.family.point;

import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.TensorInfo;

/** How nets of key points are fed: as CornerNet was, and CenterNet after it. */
final class KeyPointInput {

  /** Of blue, green, red, 0 to 255. */
  private static final PerChannel MEAN = new PerChannel(104.01f, 114.03f, 119.92f);

  private static final PerChannel STD = new PerChannel(73.60f, 69.89f, 70.91f);

  static final String ASSUMED =
      "It is fed as CornerNet and CenterNet are: BGR with their mean and deviation, letterbox in"
          + " the middle, black.";

  private KeyPointInput() {}

  /** For {@code float[N,3,H,W]}. */
  static InputSpec of(TensorInfo input) {
    return new InputSpec(
        Shapes.size(input, 3),
        Shapes.size(input, 2),
        Layout.NCHW,
        Color.BGR,
        Fit.LETTERBOX_CENTER,
        0,
        MEAN,
        STD,
        1);
  }
}
