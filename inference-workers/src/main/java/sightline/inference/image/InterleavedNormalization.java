package sightline.inference.image;

import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;

/**
 * Tensors whose channels lie side by side: one table look-up for each number, since a pixel has
 * only 256 values.
 *
 * <p>Threading: one thread at a time.
 */
final class InterleavedNormalization implements Normalization {

  private static final int CHANNELS = 3;
  private static final int PIXEL_VALUES = 256;

  private final InputSpec spec;
  private final Mat reordered = new Mat();
  private final Mat table = new Mat(1, PIXEL_VALUES, opencv_core.CV_32FC3);

  InterleavedNormalization(InputSpec spec) {
    this.spec = spec;
    try (FloatIndexer entries = table.createIndexer()) {
      for (int pixel = 0; pixel < PIXEL_VALUES; pixel++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          double value =
              pixel * Normalization.factor(spec, channel) + Normalization.offset(spec, channel);
          entries.put(0, pixel, channel, (float) value);
        }
      }
    }
  }

  @Override
  public List<Mat> matricesOver(FloatPointer first) {
    return List.of(new Mat(spec.height(), spec.width(), opencv_core.CV_32FC3, first));
  }

  @Override
  public void write(Mat canvas, List<Mat> tensor) {
    Mat ordered = canvas;
    if (spec.color() == Color.RGB) {
      opencv_imgproc.cvtColor(canvas, reordered, opencv_imgproc.COLOR_BGR2RGB);
      ordered = reordered;
    }
    opencv_core.LUT(ordered, table, tensor.get(0));
  }

  @Override
  public void close() {
    table.close();
    reordered.close();
  }
}
