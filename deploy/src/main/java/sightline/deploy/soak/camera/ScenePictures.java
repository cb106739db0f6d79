package sightline.deploy.soak.camera;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.JunctionScene;

/** Pictures of the generated junction, made before the run so that they cost nothing in it. */
final class ScenePictures {

  private static final FrameSize SIZE = new FrameSize(480, 360);
  private static final int COUNT = 40;

  private ScenePictures() {}

  /** A few seconds of a junction as JPEGs, another junction for each {@code seed}. */
  static List<byte[]> of(long seed, double framesPerSecond) {
    var scene = new JunctionScene(seed, SIZE, framesPerSecond, Duration.ZERO);
    var image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    var pictures = new ArrayList<byte[]>();
    for (int i = 0; i < COUNT; i++) {
      scene.paint(i, pixels);
      pictures.add(jpeg(image));
    }
    return pictures;
  }

  private static byte[] jpeg(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "jpg", bytes)) {
        throw new IllegalStateException("this Java writes no JPEG");
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
