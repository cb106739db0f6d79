package sightline.trainer.publish.golden;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures of datasets as the JPEGs that cameras would send. */
public final class JpegBytes {

  private static final float QUALITY = .95f;
  private static final int MAX_BYTES = 4 << 20;

  private JpegBytes() {}

  /**
   * The bytes of {@code picture} as they are when it is a JPEG of at most 4 MiB; else it is made
   * one.
   *
   * @throws IOException when it cannot be read
   */
  public static byte[] of(Path picture) throws IOException {
    long size = Files.size(picture);
    if (size <= MAX_BYTES) {
      byte[] bytes = Files.readAllBytes(picture);
      if (isJpeg(bytes)) {
        return bytes;
      }
    }
    BufferedImage image = ImageIO.read(picture.toFile());
    if (image == null) {
      throw new IOException("%s is no picture that Java can read".formatted(picture));
    }
    return encoded(image);
  }

  private static boolean isJpeg(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xD8;
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    var opaque =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = opaque.createGraphics();
    canvas.drawImage(image, 0, 0, Color.BLACK, null);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(opaque, null, null), settings);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
