package sightline.trainer.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Pixels;

/**
 * A picture as it was taken, blue, green, red, 8 bits each, and what its pixels are known to show.
 * An orientation in the file's metadata is not applied, since annotations are in pixels as stored.
 *
 * <p>Threading: made by one thread, then read by any.
 *
 * <p>Ownership: owns native memory until {@link #close}.
 */
public final class SourcePicture implements AutoCloseable {

  private static final int CHANNELS = 3;
  private static final int LONGEST_TAIL = 4096;

  static {
    opencv_core.setNumThreads(1);
  }

  private final Mat pixels;
  private final FrameSize size;
  private final List<Mat> planes = new ArrayList<>();

  private SourcePicture(Mat pixels) {
    this.pixels = pixels;
    this.size = new FrameSize(pixels.cols(), pixels.rows());
  }

  /**
   * Decodes a whole file.
   *
   * @param size as its header says, which the caller has found to be bearable
   * @throws IOException when the bytes make no such picture, or a JPEG lacks its end
   */
  public static SourcePicture decode(byte[] file, FrameSize size) throws IOException {
    int flags = opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    if (file.length == 0 || isJpeg(file) && !hasEnd(file)) {
      throw new IOException("expected a whole picture, found one that ends early");
    }
    Mat pixels;
    try (var bytes = new BytePointer(file);
        var row = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
      pixels = opencv_imgcodecs.imdecode(row, flags);
    } catch (RuntimeException e) { // whatever a broken file makes OpenCV throw
      throw new IOException("expected a picture, found bytes that make none", e);
    }
    if (pixels.empty() || pixels.cols() != size.width() || pixels.rows() != size.height()) {
      pixels.close();
      throw new IOException("expected a picture of %s, found bytes that make none".formatted(size));
    }
    return new SourcePicture(pixels);
  }

  private static boolean isJpeg(byte[] file) {
    return file.length > 1 && file[0] == (byte) 0xFF && file[1] == (byte) 0xD8;
  }

  private static boolean hasEnd(byte[] jpeg) {
    for (int i = jpeg.length - 2; i >= Math.max(2, jpeg.length - LONGEST_TAIL); i--) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xD9) {
        return true;
      }
    }
    return false;
  }

  /** A copy of pixels in memory. */
  public static SourcePicture of(Pixels given) {
    return new SourcePicture(Mats.ofPixels(given));
  }

  /**
   * Adds what each pixel shows, one byte a pixel, row by row.
   *
   * @param drawn size of the plane, which covers the whole picture whatever its size
   */
  public void addPlane(FrameSize drawn, byte[] ids) {
    planes.add(Mats.ofPlane(drawn, ids));
  }

  public FrameSize size() {
    return size;
  }

  /** Native memory held. */
  public long bytes() {
    return size.pixels() * CHANNELS
        + planes.stream().mapToLong(plane -> (long) plane.cols() * plane.rows()).sum();
  }

  /** The pixels again, copied. */
  public Pixels pixels() {
    return Mats.toPixels(pixels);
  }

  Mat mat() {
    return pixels;
  }

  List<Mat> planes() {
    return planes;
  }

  @Override
  public void close() {
    planes.forEach(Mat::close);
    pixels.close();
  }
}
