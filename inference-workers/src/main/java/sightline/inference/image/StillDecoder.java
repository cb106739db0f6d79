package sightline.inference.image;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.FrameSize;

/**
 * Decodes the still pictures of datasets, JPEG and PNG, one after the other. An orientation in the
 * file's metadata is not applied, since annotations are in pixels as stored.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: owns the pixels of the last picture, until {@link #close}.
 */
public final class StillDecoder implements AutoCloseable {

  private static final long PNG_SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int PNG_HEADER = 24;
  private static final int PNG_WIDTH = 16;
  private static final int PNG_HEIGHT = 20;

  private final long maxPixels;
  private final JpegDecoder jpeg;
  private final Mat pixels = new Mat();

  /**
   * @param maxPixels most pixels that a picture may have, at least 1
   */
  public StillDecoder(long maxPixels) {
    this.maxPixels = maxPixels;
    this.jpeg = new JpegDecoder(maxPixels);
  }

  /** The pixels of {@code file}, a whole JPEG or PNG; they last until the next call. */
  public DecodedPicture decode(byte[] file) throws UnreadablePicture {
    return isPng(file) ? decodePng(file) : jpeg.decode(file, Reduction.FULL);
  }

  private static boolean isPng(byte[] file) {
    return file.length >= PNG_HEADER && ByteBuffer.wrap(file).getLong() == PNG_SIGNATURE;
  }

  private DecodedPicture decodePng(byte[] file) throws UnreadablePicture {
    long width = Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt(PNG_WIDTH));
    long height = Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt(PNG_HEIGHT));
    if (width > maxPixels || height > maxPixels || width * height > maxPixels) {
      throw UnreadablePicture.oversize(
          "expected at most %d pixels, found %dx%d".formatted(maxPixels, width, height));
    }
    int flags = opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
    try (var bytes = new BytePointer(file);
        var row = new Mat(1, file.length, opencv_core.CV_8UC1, bytes)) {
      opencv_imgcodecs.imdecode(row, flags, pixels).close();
    }
    if (pixels.empty() || pixels.cols() != width || pixels.rows() != height) {
      throw UnreadablePicture.garbage(
          "expected a PNG of %dx%d, found bytes that make no picture".formatted(width, height));
    }
    return new DecodedPicture(pixels, new FrameSize((int) width, (int) height));
  }

  @Override
  public void close() {
    jpeg.close();
    pixels.close();
  }
}
