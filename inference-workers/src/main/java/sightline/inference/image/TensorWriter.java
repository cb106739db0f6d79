package sightline.inference.image;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.Letterbox;

/**
 * Writes a picture into the input tensor of a net: resized (bilinear, half-pixel centers), fitted,
 * its colors ordered and normalized.
 *
 * <p>Resizing ends on an 8-bit canvas of the tensor's size, and from there the numbers go straight
 * into the tensor.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns the canvas until {@link #close}. The tensor belongs to the caller; the writer
 * keeps a view of the last one, so giving it the same buffer object every time costs least.
 */
public final class TensorWriter implements AutoCloseable {

  static {
    opencv_core.setNumThreads(1);
  }

  private final Mat canvas = new Mat();
  private Mat place = new Mat();
  private Size placeSize = new Size();
  private InputSpec canvasSpec;
  private Letterbox letterbox;
  private TensorView tensor;

  /**
   * Writes picture {@code index} of a batch.
   *
   * @param batch direct, at least {@code (index + 1) * spec.elements()} floats; its position does
   *     not matter and stays as it is
   * @return where in the input the picture lies
   */
  public Letterbox write(DecodedPicture picture, InputSpec spec, FloatBuffer batch, int index) {
    prepare(picture.size(), spec);
    if (spec.fit() == Fit.CROP) {
      crop(picture);
    } else {
      opencv_imgproc.resize(picture.pixels(), place, placeSize, 0, 0, opencv_imgproc.INTER_LINEAR);
    }
    if (tensor == null || !tensor.shows(batch, spec)) {
      closeTensor();
      tensor = new TensorView(batch, spec);
    }
    tensor.write(canvas, index);
    return letterbox;
  }

  /** Makes the canvas fit; what the letterbox leaves free is painted only when it changes. */
  private void prepare(FrameSize frame, InputSpec spec) {
    if (letterbox != null && letterbox.frame().equals(frame) && spec.equals(canvasSpec)) {
      return;
    }
    letterbox = Letterbox.fit(frame, spec);
    canvasSpec = spec;
    canvas.create(spec.height(), spec.width(), opencv_core.CV_8UC3);
    try (var gray = Scalar.all(spec.pad())) {
      canvas.put(gray);
    }
    place.close();
    placeSize.close();
    placeSize = new Size(letterbox.width(), letterbox.height());
    if (spec.fit() != Fit.CROP) {
      place = placeOn(canvas);
    } else {
      place = new Mat();
    }
  }

  private Mat placeOn(Mat canvas) {
    int right = letterbox.left() + letterbox.width();
    int bottom = letterbox.top() + letterbox.height();
    try (Mat rows = canvas.rowRange(letterbox.top(), bottom)) {
      return rows.colRange(letterbox.left(), right);
    }
  }

  /** Samples only what stays visible: a long picture would be immense at the tensor's scale. */
  private void crop(DecodedPicture picture) {
    double across = (double) picture.pixels().cols() / letterbox.width();
    double down = (double) picture.pixels().rows() / letterbox.height();
    double firstX = (.5 - letterbox.left()) * across - .5;
    double firstY = (.5 - letterbox.top()) * down - .5;
    try (Mat toPicture = new Mat(2, 3, opencv_core.CV_64F);
        DoubleIndexer entries = toPicture.createIndexer();
        Size size = canvas.size();
        Scalar none = Scalar.all(0)) {
      entries.put(0, 0, across, 0, firstX).put(1, 0, 0, down, firstY);
      int flags = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;
      opencv_imgproc.warpAffine(
          picture.pixels(), canvas, toPicture, size, flags, opencv_core.BORDER_REPLICATE, none);
    }
  }

  private void closeTensor() {
    if (tensor != null) {
      tensor.close();
    }
  }

  @Override
  public void close() {
    closeTensor();
    placeSize.close();
    place.close();
    canvas.close();
  }
}
