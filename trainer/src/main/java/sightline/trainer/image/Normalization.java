package sightline.trainer.image;

import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.PerChannel;

/** Between 8-bit pixels and the numbers of a tensor, {@code (pixel - mean) / std * scale}. */
final class Normalization {

  private Normalization() {}

  /** What a pixel of tensor channel {@code channel} is multiplied with. */
  static double factor(InputSpec spec, int channel) {
    return (double) spec.scale() / of(spec.std(), channel);
  }

  /** What is added to a pixel of tensor channel {@code channel} after that. */
  static double offset(InputSpec spec, int channel) {
    return -of(spec.mean(), channel) * factor(spec, channel);
  }

  /** Which of a canvas's planes, blue, green, red or gray, tensor channel {@code channel} is. */
  static int plane(InputSpec spec, int channel) {
    return spec.color() == Color.RGB ? 2 - channel : channel;
  }

  private static float of(PerChannel values, int channel) {
    return switch (channel) {
      case 0 -> values.first();
      case 1 -> values.second();
      default -> values.third();
    };
  }
}
