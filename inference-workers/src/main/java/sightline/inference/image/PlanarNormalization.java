package sightline.inference.image;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;

/**
 * Tensors of one plane for each channel: the pixels are taken apart while they are still 8 bits
 * wide, and each plane is then widened straight into the tensor.
 *
 * <p>Threading: one thread at a time.
 */
final class PlanarNormalization implements Normalization {

  private static final int CHANNELS = 3;

  private final InputSpec spec;
  private final List<Mat> planes;
  private final MatVector split;

  PlanarNormalization(InputSpec spec) {
    this.spec = spec;
    this.planes =
        IntStream.range(0, CHANNELS)
            .mapToObj(plane -> new Mat(spec.height(), spec.width(), opencv_core.CV_8UC1))
            .toList();
    this.split = new MatVector(planes.toArray(Mat[]::new));
  }

  @Override
  public List<Mat> matricesOver(FloatPointer first) {
    long planeSize = (long) spec.width() * spec.height();
    return IntStream.range(0, CHANNELS)
        .mapToObj(
            channel ->
                new Mat(
                    spec.height(),
                    spec.width(),
                    opencv_core.CV_32FC1,
                    first.getPointer(channel * planeSize)))
        .toList();
  }

  @Override
  public void write(Mat canvas, List<Mat> tensor) {
    opencv_core.split(canvas, split);
    for (int channel = 0; channel < CHANNELS; channel++) {
      Mat plane = planes.get(spec.color() == Color.BGR ? channel : CHANNELS - 1 - channel);
      plane.convertTo(
          tensor.get(channel),
          opencv_core.CV_32F,
          Normalization.factor(spec, channel),
          Normalization.offset(spec, channel));
    }
  }

  @Override
  public void close() {
    split.close();
    planes.forEach(Mat::close);
  }
}
