package sightline.dashboards;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import sightline.events.Picture;

/** Made-up heat maps: a soft spot on quiet ground, as gray JPEG of 160 by 90. */
final class DemoHeat {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 90;

  private DemoHeat() {}

  /**
   * A spot at a place of the picture.
   *
   * @param x of its middle, share of the width
   * @param y of its middle, share of the height
   * @param peak of the heat there, 1 is the threshold
   */
  static Picture spot(double x, double y, double peak) throws IOException {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double away = Math.hypot(column - x * WIDTH, (row - y * HEIGHT) * 1.1);
        double heat = .12 + peak * Math.exp(-away * away / 220);
        image.getRaster().setSample(column, row, 0, (int) Math.min(255, 128 * heat));
      }
    }
    return jpeg(image);
  }

  private static Picture jpeg(BufferedImage image) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = ImageIO.getImageWritersByFormatName("jpg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(.92f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), how);
    } finally {
      writer.dispose();
    }
    return Picture.ofJpeg(bytes.toByteArray());
  }
}
