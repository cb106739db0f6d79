package sightline.ingest.source.picture;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Optional;
import java.util.zip.CRC32C;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import sightline.events.Picture;
import sightline.ingest.look.Thumbnail;

/**
 * What can be told of a JPEG at little cost: whether it is the same as another one, and how bright
 * it is. The brightness comes from a decoding at an eighth of the size.
 *
 * <p>Threading: stateless, any thread.
 *
 * <p>Ownership: every native object made here is freed here.
 */
public final class PictureLook {

  private PictureLook() {}

  /**
   * The same number for pictures that are the same, bit by bit; headers are left out, because
   * cameras write the time into them.
   */
  public static long digest(Picture picture) {
    byte[] jpeg = picture.jpeg();
    int start = JpegHeader.scanStart(jpeg);
    var crc = new CRC32C();
    crc.update(jpeg, start, jpeg.length - start);
    return (long) (jpeg.length - start) << 32 | crc.getValue();
  }

  /** How bright the picture is; empty when it cannot be decoded. */
  public static Optional<Thumbnail> thumbnail(Picture picture) {
    byte[] jpeg = picture.jpeg();
    try (BytePointer bytes = new BytePointer(jpeg);
        Mat packed = new Mat(1, jpeg.length, opencv_core.CV_8UC1, bytes);
        Mat gray = imdecode(packed, IMREAD_REDUCED_GRAYSCALE_8 | IMREAD_IGNORE_ORIENTATION)) {
      return gray.empty() ? Optional.empty() : Optional.of(shrink(gray));
    } catch (RuntimeException refused) { // OpenCV's own limits
      return Optional.empty();
    }
  }

  private static Thumbnail shrink(Mat gray) {
    byte[] luma = new byte[Thumbnail.WIDTH * Thumbnail.HEIGHT];
    try (Mat cells = new Mat();
        Size size = new Size(Thumbnail.WIDTH, Thumbnail.HEIGHT)) {
      resize(gray, cells, size, 0, 0, INTER_AREA);
      try (BytePointer data = cells.data()) {
        data.get(luma);
      }
    }
    return Thumbnail.ofLuma(luma);
  }
}
