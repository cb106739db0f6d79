package sightline.inference.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;

/**
 * Decodes JPEG pictures one after the other into the same memory.
 *
 * <p>Size and completeness are read from the file's segments first, so that a picture that is too
 * large, or that lacks its end, costs nothing. Damage between a good header and a good end cannot
 * be told from a picture: what libjpeg makes of it passes, gray where there is nothing. An
 * orientation in the file's metadata is not applied, since boxes are in pixels as stored.
 *
 * <p>Threading: one thread at a time; OpenCV itself is told to use no threads of its own.
 *
 * <p>Ownership: owns native memory that grows to the largest picture met, until {@link #close}.
 */
public final class JpegDecoder implements AutoCloseable {

  private static final int FIRST_CAPACITY = 1 << 18;

  static {
    opencv_core.setNumThreads(1);
  }

  private final long maxPixels;
  private final Mat pixels = new Mat();
  private BytePointer bytes;
  private Mat file;

  /**
   * @param maxPixels most pixels that a picture may have, at least 1
   */
  public JpegDecoder(long maxPixels) {
    if (maxPixels < 1) {
      throw new IllegalArgumentException("maxPixels is " + maxPixels + ", expected at least 1");
    }
    this.maxPixels = maxPixels;
    allocate(FIRST_CAPACITY);
  }

  /**
   * The pixels of {@code jpeg}, halved where {@code spec} shows no more; they last until the next
   * call.
   */
  public DecodedPicture decode(byte[] jpeg, InputSpec spec) throws UnreadablePicture {
    FrameSize size = acceptable(jpeg);
    return decode(jpeg, size, Reduction.fitting(Letterbox.fit(size, spec)));
  }

  /** The pixels of {@code jpeg}; they last until the next call. */
  public DecodedPicture decode(byte[] jpeg, Reduction reduction) throws UnreadablePicture {
    return decode(jpeg, acceptable(jpeg), reduction);
  }

  private FrameSize acceptable(byte[] jpeg) throws UnreadablePicture {
    FrameSize size = JpegHeader.read(jpeg).size();
    if (size.pixels() > maxPixels) {
      throw UnreadablePicture.oversize(
          "expected at most %d pixels, found %s".formatted(maxPixels, size));
    }
    return size;
  }

  private DecodedPicture decode(byte[] jpeg, FrameSize size, Reduction reduction)
      throws UnreadablePicture {
    if (jpeg.length > bytes.capacity()) {
      free();
      allocate(Integer.highestOneBit(jpeg.length - 1) << 1);
    }
    bytes.position(0).put(jpeg, 0, jpeg.length);
    file.cols(jpeg.length);
    opencv_imgcodecs.imdecode(file, reduction.flags(), pixels).close();
    if (pixels.empty() || !fits(size, reduction)) {
      throw UnreadablePicture.garbage(
          "expected a JPEG of %s, found bytes that make no picture".formatted(size));
    }
    return new DecodedPicture(pixels, size);
  }

  private boolean fits(FrameSize size, Reduction reduction) {
    int divisor = reduction.divisor();
    return pixels.cols() == (size.width() + divisor - 1) / divisor
        && pixels.rows() == (size.height() + divisor - 1) / divisor;
  }

  private void allocate(int capacity) {
    bytes = new BytePointer(capacity);
    file = new Mat(1, capacity, opencv_core.CV_8UC1, bytes);
  }

  private void free() {
    file.close();
    bytes.close();
  }

  @Override
  public void close() {
    free();
    pixels.close();
  }
}
