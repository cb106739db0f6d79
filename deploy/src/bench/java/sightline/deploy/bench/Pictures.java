package sightline.deploy.bench;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import sightline.events.geometry.FrameSize;

/** Pictures as a camera would send them: JPEG, quality 85, made before the clock runs. */
final class Pictures {

  private Pictures() {}

  /** The JPEG files of {@code folder} in name order, drawn at {@code size}. */
  static List<byte[]> prepare(Path folder, FrameSize size) throws IOException {
    var pictures = new ArrayList<byte[]>();
    try (var files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        pictures.add(encode(drawn(ImageIO.read(file.toFile()), size)));
      }
    }
    return pictures;
  }

  private static BufferedImage drawn(BufferedImage picture, FrameSize size) {
    var drawn = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    var graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(picture, 0, 0, size.width(), size.height(), null);
    graphics.dispose();
    return drawn;
  }

  private static byte[] encode(BufferedImage picture) throws IOException {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      var quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(.85f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), quality);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
