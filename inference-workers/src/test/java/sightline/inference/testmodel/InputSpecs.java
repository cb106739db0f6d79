package sightline.inference.testmodel;

import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;

/** Inputs that tests feed. */
public final class InputSpecs {

  private InputSpecs() {}

  /** Raw pixels 0 to 255 as YOLOX is fed: BGR, letterbox in the top left corner, gray 114. */
  public static InputSpec yolox(int width, int height) {
    return new InputSpec(
        width,
        height,
        Layout.NCHW,
        Color.BGR,
        Fit.LETTERBOX_TOP_LEFT,
        114,
        PerChannel.ZERO,
        PerChannel.ONE,
        1);
  }
}
