package sightline.deploy.bench;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;
import sightline.events.geometry.FrameSize;
import sightline.ingest.Ingest;

/** Pictures as a camera would send them: JPEG, quality 85, made before the clock runs. */
final class Pictures {

  private Pictures() {}

  /**
   * The first {@code count} frames of {@code video} as ingest gives them, drawn at {@code size}.
   */
  static List<byte[]> prepare(Path video, int count, FrameSize size) throws Exception {
    var pictures = new ArrayList<byte[]>();
    try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
      try (var ingest = Ingest.start(VideoFed.settings(broker.bootstrapServers(), video));
          var frames = LogReader.of(broker.bootstrapServers(), Topics.FRAMES)) {
        while (pictures.size() < count && !(ingest.awaitEnd(Duration.ZERO) && frames.atEnd())) {
          for (byte[] jpeg : frames.values()) {
            if (jpeg.length > 0) { // no heartbeat
              pictures.add(encode(drawn(ImageIO.read(new ByteArrayInputStream(jpeg)), size)));
            }
          }
        }
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

  static byte[] encode(BufferedImage picture) throws IOException {
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
