package sightline.inference.image;

import java.nio.FloatBuffer;
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
  private Mat visible; // the part of a larger place that the canvas shows; null when it shows all
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
    opencv_imgproc.resize(picture.pixels(), place, placeSize, 0, 0, opencv_imgproc.INTER_LINEAR);
    if (visible != null) {
      visible.copyTo(canvas);
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
    closePlace();
    placeSize = new Size(letterbox.width(), letterbox.height());
    if (spec.fit() == Fit.CROP) {
      place = new Mat(placeSize, opencv_core.CV_8UC3);
      visible = part(place, -letterbox.left(), -letterbox.top(), canvas.size());
    } else {
      place = part(canvas, letterbox.left(), letterbox.top(), placeSize);
    }
  }

  private static Mat part(Mat whole, int left, int top, Size size) {
    try (Mat rows = whole.rowRange(top, top + size.height())) {
      return rows.colRange(left, left + size.width());
    }
  }

  private void closePlace() {
    if (visible != null) {
      visible.close();
      visible = null;
    }
    place.close();
    placeSize.close();
  }

  private void closeTensor() {
    if (tensor != null) {
      tensor.close();
    }
  }

  @Override
  public void close() {
    closeTensor();
    closePlace();
    canvas.close();
  }
}
