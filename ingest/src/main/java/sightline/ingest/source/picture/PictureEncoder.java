package sightline.ingest.source.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.Picture;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;

/**
 * Makes pictures fit {@link PictureRules}: smaller first, then JPEG; what is a JPEG that fits
 * already stays as it is, byte for byte.
 *
 * <p>Threading: stateless, any thread.
 *
 * <p>Ownership: every native object made here is freed here.
 */
public final class PictureEncoder {

  /** Qualities and scales tried in turn for a picture above the size limit. */
  private static final int[] LOWER_QUALITIES = {70, 50};

  private static final double[] LOWER_SCALES = {0.5, 0.25, 0.125};

  private PictureEncoder() {}

  /** The JPEG of {@code bgr}, 8 bit, blue first. */
  public static Encoded encode(Mat bgr, PictureRules rules) {
    FrameSize size = sizeOf(bgr);
    FrameSize wanted = rules.sizeOf(size);
    if (wanted.equals(size)) {
      return encodeWithin(bgr, rules);
    }
    try (Mat smaller = resized(bgr, wanted)) {
      return encodeWithin(smaller, rules);
    }
  }

  /**
   * The picture in {@code file}, the bytes of an image file of any format. Bytes that are no
   * picture come back as they are, with size unknown.
   */
  public static Encoded encodeFile(byte[] file, PictureRules rules, long maxPixels) {
    Optional<FrameSize> jpegSize = JpegHeader.size(file);
    if (jpegSize.isPresent() && fits(jpegSize.get(), file, rules)) {
      return new Encoded.Ready(Picture.ofJpeg(file), jpegSize.get());
    }
    if (jpegSize
        .or(() -> ImageHeader.size(file))
        .filter(size -> size.pixels() > maxPixels)
        .isPresent()) {
      return new Encoded.Unfit(SkipReason.OVERSIZE);
    }
    if (file.length == 0) {
      return asItIs(file, rules);
    }
    try (BytePointer bytes = new BytePointer(file);
        Mat packed = new Mat(1, file.length, opencv_core.CV_8UC1, bytes);
        Mat bgr = imdecode(packed, IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION)) {
      return bgr.empty() ? asItIs(file, rules) : encode(bgr, rules);
    } catch (RuntimeException refused) { // OpenCV's own limits
      return asItIs(file, rules);
    }
  }

  private static Encoded asItIs(byte[] file, PictureRules rules) {
    return file.length <= rules.maxBytes()
        ? new Encoded.Ready(Picture.ofJpeg(file), FrameSize.UNKNOWN)
        : new Encoded.Unfit(SkipReason.OVERSIZE);
  }

  private static boolean fits(FrameSize size, byte[] file, PictureRules rules) {
    return file.length <= rules.maxBytes() && rules.sizeOf(size).equals(size);
  }

  private static Encoded encodeWithin(Mat bgr, PictureRules rules) {
    Optional<byte[]> jpeg = jpeg(bgr, rules.jpegQuality(), rules.maxBytes());
    for (int i = 0; i < LOWER_QUALITIES.length && jpeg.isEmpty(); i++) {
      jpeg = jpeg(bgr, Math.min(LOWER_QUALITIES[i], rules.jpegQuality()), rules.maxBytes());
    }
    if (jpeg.isPresent()) {
      return new Encoded.Ready(Picture.ofJpeg(jpeg.get()), sizeOf(bgr));
    }
    return encodeScaled(bgr, rules);
  }

  private static Encoded encodeScaled(Mat bgr, PictureRules rules) {
    for (double scale : LOWER_SCALES) {
      try (Mat smaller = resized(bgr, PictureRules.scaled(sizeOf(bgr), scale))) {
        Optional<byte[]> jpeg = jpeg(smaller, rules.jpegQuality(), rules.maxBytes());
        if (jpeg.isPresent()) {
          return new Encoded.Ready(Picture.ofJpeg(jpeg.get()), sizeOf(smaller));
        }
      }
    }
    return new Encoded.Unfit(SkipReason.OVERSIZE);
  }

  private static Optional<byte[]> jpeg(Mat bgr, int quality, int maxBytes) {
    try (BytePointer buffer = new BytePointer();
        IntPointer parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality)) {
      if (!imencode(".jpg", bgr, buffer, parameters) || buffer.limit() > maxBytes) {
        return Optional.empty();
      }
      byte[] bytes = new byte[(int) buffer.limit()];
      buffer.get(bytes);
      return Optional.of(bytes);
    }
  }

  private static Mat resized(Mat bgr, FrameSize wanted) {
    Mat smaller = new Mat();
    try (Size size = new Size(wanted.width(), wanted.height())) {
      resize(bgr, smaller, size, 0, 0, INTER_AREA);
      return smaller;
    } catch (RuntimeException e) {
      smaller.close();
      throw e;
    }
  }

  private static FrameSize sizeOf(Mat mat) {
    return new FrameSize(mat.cols(), mat.rows());
  }
}
