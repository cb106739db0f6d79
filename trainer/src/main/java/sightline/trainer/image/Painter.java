package sightline.trainer.image;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.RNG;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.trainer.feed.Batch;

/**
 * Paints the pictures of a batch. For each of them, in this order:
 *
 * <ol>
 *   <li>{@link #begin}: the canvas is gray, as a letterbox leaves it, and its planes {@link
 *       Batch#IGNORED};
 *   <li>{@link #paint}, once, or four times for a mosaic: the picture is fitted, zoomed, moved and
 *       mirrored in one resampling (bilinear, half-pixel centers; planes by the nearest pixel),
 *       then its colors are changed;
 *   <li>{@link #keepClean}, where an autoencoder shall give this back;
 *   <li>{@link #noise} and {@link #cut};
 *   <li>{@link #finish}: the numbers go into the tensor.
 * </ol>
 *
 * <p>Without changes the numbers are those that inference computes: the same resampling onto 8-bit
 * pixels, and from there the same normalization.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns the canvas until {@link #close}; pictures and batches are the caller's.
 */
public final class Painter implements AutoCloseable {

  static {
    opencv_core.setNumThreads(1);
  }

  private final InputSpec input;
  private final Mat canvas;
  private final Mat gray = new Mat();
  private final Mat grains = new Mat();
  private final Mat none = new Mat();
  private final List<Mat> planes;
  private final MatVector split;
  private final Resampling resampling = new Resampling();
  private final ColorTable colors = new ColorTable();
  private BatchTensor batch;
  private int index;
  private boolean inGray;

  public Painter(InputSpec input) {
    this.input = input;
    this.canvas = new Mat(input.height(), input.width(), opencv_core.CV_8UC3);
    this.planes = List.of(plane(input), plane(input), plane(input));
    this.split = new MatVector(planes.toArray(Mat[]::new));
  }

  private static Mat plane(InputSpec input) {
    return new Mat(input.height(), input.width(), opencv_core.CV_8UC1);
  }

  /** Begins picture {@code index} of a batch of this painter's input. */
  public void begin(BatchTensor batch, int index) {
    this.batch = batch;
    this.index = index;
    inGray = false;
    Mats.fill(canvas, input.pad());
    for (Mat plane : batch.planeMats(index)) {
      Mats.fill(plane, Batch.IGNORED);
    }
  }

  /** Paints a picture, and as many of its planes as the batch has room for. */
  public void paint(SourcePicture picture, Tile tile) {
    View place = resampling.pixels(picture, tile, canvas);
    if (place.isEmpty()) {
      return;
    }
    try (Mat part = Mats.part(canvas, place)) {
      colors.apply(tile.color(), part);
    }
    List<Mat> room = batch.planeMats(index);
    for (int i = 0; i < Math.min(room.size(), picture.planes().size()); i++) {
      resampling.plane(picture, i, tile, room.get(i));
    }
  }

  /** Keeps the picture as it is now as what shall be given back. */
  public void keepClean() {
    if (batch.keepsClean()) {
      write(batch.cleanMats(index));
    }
  }

  /** Adds normal noise of this standard deviation, in 0 to 255, to every channel of the input. */
  public void noise(double deviation, long seed) {
    Mat picture = shown();
    grains.create(input.height(), input.width(), opencv_core.CV_16SC(picture.channels()));
    try (var random = new RNG(seed);
        var mean = new Mat(1, 1, opencv_core.CV_64F);
        var spread = new Mat(1, 1, opencv_core.CV_64F)) {
      Mats.fill(mean, 0);
      Mats.fill(spread, deviation);
      random._fill(grains, RNG.NORMAL, mean, spread);
    }
    opencv_core.add(picture, grains, picture, none, opencv_core.CV_8U);
  }

  /** Cuts holes, which are as gray as what a letterbox leaves free. */
  public void cut(List<View> holes) {
    for (View hole : holes) {
      try (Mat part = Mats.part(shown(), hole)) {
        Mats.fill(part, input.pad());
      }
    }
  }

  /** Makes the first plane 1 in the holes and 0 elsewhere. */
  public void markHoles(List<View> holes) {
    Mat plane = batch.planeMats(index).get(0);
    Mats.fill(plane, 0);
    for (View hole : holes) {
      try (Mat part = Mats.part(plane, hole)) {
        Mats.fill(part, 1);
      }
    }
  }

  public void finish() {
    write(batch.pictureMats(index));
  }

  /** What of the canvas the tensor will show: gray inputs have one channel from here on. */
  private Mat shown() {
    if (input.color() != Color.GRAY) {
      return canvas;
    }
    if (!inGray) {
      opencv_imgproc.cvtColor(canvas, gray, opencv_imgproc.COLOR_BGR2GRAY);
      inGray = true;
    }
    return gray;
  }

  private void write(List<Mat> tensor) {
    Mat picture = shown();
    if (input.color() != Color.GRAY) {
      opencv_core.split(picture, split);
    }
    for (int channel = 0; channel < tensor.size(); channel++) {
      Mat plane =
          input.color() == Color.GRAY ? picture : planes.get(Normalization.plane(input, channel));
      plane.convertTo(
          tensor.get(channel),
          opencv_core.CV_32F,
          Normalization.factor(input, channel),
          Normalization.offset(input, channel));
    }
  }

  @Override
  public void close() {
    colors.close();
    resampling.close();
    split.close();
    planes.forEach(Mat::close);
    none.close();
    grains.close();
    gray.close();
    canvas.close();
  }
}
