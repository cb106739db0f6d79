package sightline.deploy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.JunctionScene;

/** Frames of the generated scene as image files. */
final class ScenePictures {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private ScenePictures() {}

  /** Writes frame {@code number} of the scene as a JPEG. */
  static void write(Path file, long number) throws IOException {
    var scene = new JunctionScene(7, new FrameSize(WIDTH, HEIGHT), 10, Duration.ZERO);
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    scene.paint(number, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    ImageIO.write(image, "jpg", file.toFile());
  }
}
