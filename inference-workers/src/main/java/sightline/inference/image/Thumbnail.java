package sightline.inference.image;

import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.Picture;
import sightline.events.geometry.FrameSize;

/**
 * Pictures made small, for people who want to see what was rejected: the longer side at most
 * {@value #LONGEST_SIDE} px, at most {@value #MAX_BYTES} bytes of JPEG. A file that ends early is
 * shown as far as it goes.
 *
 * <p>Threading: stateless, any thread.
 *
 * <p>Ownership: native memory is freed before a method returns.
 */
public final class Thumbnail {

  /** Longer side, px; smaller pictures stay as they are. */
  public static final int LONGEST_SIDE = 160;

  /** Most bytes of the file. */
  public static final int MAX_BYTES = 12 << 10;

  /** JPEG qualities, tried one after the other until the file is small enough. */
  private static final int[] QUALITIES = {60, 40, 20};

  private static final byte[] END_OF_IMAGE = {(byte) 0xFF, (byte) 0xD9};

  private Thumbnail() {}

  /**
   * A thumbnail of {@code jpeg}; {@link Picture#NONE} where no picture can be made of it.
   *
   * @param maxPixels most pixels that the picture may have, lest decoding it takes too much memory
   */
  public static Picture of(byte[] jpeg, long maxPixels) {
    try {
      byte[] whole = completed(jpeg);
      FrameSize size = JpegHeader.read(whole).size();
      return size.pixels() > maxPixels ? Picture.NONE : decodeAndShrink(whole, size);
    } catch (UnreadablePicture | RuntimeException e) { // OpenCV's own are RuntimeExceptions
      return Picture.NONE;
    }
  }

  /** A thumbnail of a picture that was decoded; {@link Picture#NONE} where none can be made. */
  public static Picture of(DecodedPicture picture) {
    try {
      return shrink(picture.pixels());
    } catch (RuntimeException e) {
      return Picture.NONE;
    }
  }

  /** The file with an end of its own, so that what there is of it can be decoded. */
  private static byte[] completed(byte[] jpeg) {
    byte[] whole = Arrays.copyOf(jpeg, jpeg.length + END_OF_IMAGE.length);
    System.arraycopy(END_OF_IMAGE, 0, whole, jpeg.length, END_OF_IMAGE.length);
    return whole;
  }

  private static Picture decodeAndShrink(byte[] jpeg, FrameSize size) {
    try (var bytes = new BytePointer(jpeg);
        var file = new Mat(1, jpeg.length, opencv_core.CV_8UC1, bytes);
        Mat pixels = opencv_imgcodecs.imdecode(file, flags(size))) {
      return pixels.empty() ? Picture.NONE : shrink(pixels);
    }
  }

  /** As few pixels as still are enough. */
  private static int flags(FrameSize size) {
    int longest = Math.max(size.width(), size.height());
    int reduced =
        longest >= 8 * LONGEST_SIDE
            ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_8
            : longest >= 4 * LONGEST_SIDE
                ? opencv_imgcodecs.IMREAD_REDUCED_COLOR_4
                : opencv_imgcodecs.IMREAD_COLOR;
    return reduced | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private static Picture shrink(Mat pixels) {
    double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(pixels.cols(), pixels.rows()));
    int width = (int) Math.max(1, Math.round(pixels.cols() * scale));
    int height = (int) Math.max(1, Math.round(pixels.rows() * scale));
    try (var small = new Mat();
        var size = new Size(width, height)) {
      opencv_imgproc.resize(pixels, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      return encode(small);
    }
  }

  private static Picture encode(Mat small) {
    for (int quality : QUALITIES) {
      try (var bytes = new BytePointer();
          var options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
        boolean made = opencv_imgcodecs.imencode(".jpg", small, bytes, options);
        if (made && bytes.limit() <= MAX_BYTES) {
          var jpeg = new byte[(int) bytes.limit()];
          bytes.get(jpeg);
          return Picture.ofJpeg(jpeg);
        }
      }
    }
    return Picture.NONE;
  }
}
