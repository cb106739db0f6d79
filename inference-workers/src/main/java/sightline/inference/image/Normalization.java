package sightline.inference.image;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;

/**
 * Turns 8-bit pixels into a tensor's numbers, {@code (pixel - mean) / std * scale}, in the tensor's
 * order of axes and channels.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns its scratch memory; matrices it makes belong to the caller.
 */
interface Normalization extends AutoCloseable {

  /** Views of one picture's part of the tensor, which begins at {@code first}. */
  List<Mat> matricesOver(FloatPointer first);

  /** Writes {@code canvas}, which is blue, green, red, into {@code tensor}. */
  void write(Mat canvas, List<Mat> tensor);

  @Override
  void close();

  /** What a pixel of tensor channel {@code channel} is multiplied with. */
  static double factor(InputSpec spec, int channel) {
    return (double) spec.scale() / of(spec.std(), channel);
  }

  /** What is added to a pixel of tensor channel {@code channel} after that. */
  static double offset(InputSpec spec, int channel) {
    return -of(spec.mean(), channel) * factor(spec, channel);
  }

  private static float of(PerChannel values, int channel) {
    return switch (channel) {
      case 0 -> values.first();
      case 1 -> values.second();
      default -> values.third();
    };
  }
}
