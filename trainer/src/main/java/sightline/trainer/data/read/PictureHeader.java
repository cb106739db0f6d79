package sightline.trainer.data.read;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.ReadLimits;

/**
 * Reads the size of a picture from its header. No pixel is decoded, so a header that lies about the
 * size costs nothing; a turn in EXIF is not applied.
 *
 * <p>Threading: stateless, any thread.
 */
public final class PictureHeader {

  private PictureHeader() {}

  /**
   * The size as stored.
   *
   * @throws Flawed when no reader of the JDK knows the file, or it claims more pixels than allowed
   */
  public static FrameSize size(Path picture, ReadLimits limits) throws Flawed {
    try (var stream = new FileImageInputStream(new File(picture.toString()))) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw Flawed.of("expected a JPEG, PNG, BMP, GIF or TIFF picture, found other bytes");
      }
      return size(readers.next(), stream, limits);
    } catch (IOException | RuntimeException e) { // the readers throw either for broken files
      throw Flawed.of("expected a picture, found a header that ends early or is broken");
    }
  }

  private static FrameSize size(ImageReader reader, FileImageInputStream stream, ReadLimits limits)
      throws IOException, Flawed {
    try {
      reader.setInput(stream, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if (width < 1 || height < 1 || (long) width * height > limits.pixels()) {
        throw Flawed.of(
            "expected a picture of 1 to %d pixels, found %dx%d", limits.pixels(), width, height);
      }
      return new FrameSize(width, height);
    } finally {
      reader.dispose();
    }
  }
}
