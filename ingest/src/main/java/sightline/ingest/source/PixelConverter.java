package sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;

/**
 * Turns a decoded picture of any pixel format into blue-green-red bytes of the wanted size, in one
 * pass, and into JPEG.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: keeps one buffer and one scaler, reused while sizes stay; freed by {@link #close}.
 */
final class PixelConverter implements AutoCloseable {

  /** The scaler writes whole vectors: rows start at multiples of this, with as much behind. */
  private static final int ALIGNMENT_BYTES = 64;

  private final PointerPointer<BytePointer> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private SwsContext scaler;
  private BytePointer pixels;
  private FrameSize allocated = FrameSize.UNKNOWN;

  /** The JPEG of {@code picture} within {@code rules}. */
  Encoded encode(AVFrame picture, PictureRules rules) {
    FrameSize wanted = rules.sizeOf(new FrameSize(picture.width(), picture.height()));
    allocate(wanted);
    if (!convert(picture, wanted)) {
      return new Encoded.Unfit(SkipReason.UNREADABLE);
    }
    try (Mat bgr =
        new Mat(wanted.height(), wanted.width(), opencv_core.CV_8UC3, pixels, strides.get(0))) {
      return PictureEncoder.encode(bgr, rules);
    }
  }

  @Override
  public void close() {
    if (pixels != null) {
      pixels.close();
    }
    if (scaler != null) {
      sws_freeContext(scaler);
      scaler = null;
    }
    strides.close();
    planes.close();
  }

  private void allocate(FrameSize size) {
    if (size.equals(allocated)) {
      return;
    }
    if (pixels != null) {
      pixels.close();
    }
    int stride = (size.width() * 3 + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    pixels = new BytePointer((long) stride * size.height() + ALIGNMENT_BYTES);
    planes.put(0, pixels);
    strides.put(0, stride);
    allocated = size;
  }

  private boolean convert(AVFrame picture, FrameSize wanted) {
    boolean scales = wanted.width() != picture.width() || wanted.height() != picture.height();
    scaler =
        sws_getCachedContext(
            scaler,
            picture.width(),
            picture.height(),
            picture.format(),
            wanted.width(),
            wanted.height(),
            AV_PIX_FMT_BGR24,
            scales ? SWS_AREA : SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
    if (scaler == null) {
      return false;
    }
    int full = picture.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
    int matrix = picture.colorspace() == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_DEFAULT;
    IntPointer coefficients = sws_getCoefficients(matrix);
    sws_setColorspaceDetails(scaler, coefficients, full, coefficients, 1, 0, 1 << 16, 1 << 16);
    return sws_scale(
            scaler, picture.data(), picture.linesize(), 0, picture.height(), planes, strides)
        == wanted.height();
  }
}
