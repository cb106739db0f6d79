package sightline.inference.image;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.InputSpec;

/**
 * Tensors of one channel: the luminance of ITU-R BT.601.
 *
 * <p>Threading: one thread at a time.
 */
final class GrayNormalization implements Normalization {

  private final InputSpec spec;
  private final Mat gray = new Mat();

  GrayNormalization(InputSpec spec) {
    this.spec = spec;
  }

  @Override
  public List<Mat> matricesOver(FloatPointer first) {
    return List.of(new Mat(spec.height(), spec.width(), opencv_core.CV_32FC1, first));
  }

  @Override
  public void write(Mat canvas, List<Mat> tensor) {
    opencv_imgproc.cvtColor(canvas, gray, opencv_imgproc.COLOR_BGR2GRAY);
    gray.convertTo(
        tensor.get(0),
        opencv_core.CV_32F,
        Normalization.factor(spec, 0),
        Normalization.offset(spec, 0));
  }

  @Override
  public void close() {
    gray.close();
  }
}
