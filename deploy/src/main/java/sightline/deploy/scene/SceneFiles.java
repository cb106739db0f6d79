package sightline.deploy.scene;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import sightline.events.geometry.FrameSize;

/** Files of a dataset, with the folders they lie in. */
final class SceneFiles {

  private SceneFiles() {}

  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** A PNG of one byte a pixel, row by row, as they are. */
  static void writeGray(Path file, FrameSize size, byte[] pixels) throws IOException {
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(pixels, 0, target, 0, pixels.length);
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java writes no PNG");
    }
  }
}
