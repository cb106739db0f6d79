package sightline.crash;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import sightline.events.geometry.FrameSize;

/** JPEGs that the test model understands: so many orange people on a gray ground. */
final class Pictures {

  static final FrameSize SIZE = new FrameSize(320, 240);

  private static final int MOST_PEOPLE = 3;
  private static final Color GROUND = new Color(96, 104, 100);
  private static final Color ORANGE = new Color(230, 120, 20);

  private final List<byte[]> jpegs =
      IntStream.rangeClosed(0, MOST_PEOPLE).mapToObj(Pictures::paint).toList();

  /** How many pictures there are; of number n there are n people on it. */
  int count() {
    return jpegs.size();
  }

  byte[] jpeg(int people) {
    return jpegs.get(people);
  }

  private static byte[] paint(int people) {
    var image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(GROUND);
    canvas.fillRect(0, 0, SIZE.width(), SIZE.height());
    canvas.setColor(ORANGE);
    for (int person = 0; person < people; person++) {
      canvas.fillRect(30 + 100 * person, 60, 40, 90);
    }
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
