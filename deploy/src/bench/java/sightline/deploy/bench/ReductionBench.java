package sightline.deploy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Detection;
import sightline.events.ObjectsDetected;
import sightline.events.QueuePolicy;
import sightline.events.Topics;
import sightline.events.codec.ResultCodec;
import sightline.events.geometry.FrameSize;
import sightline.inference.InferenceConfig;
import sightline.inference.InferenceWorkers;

/**
 * What smaller decoding does to the detections of a folder of images, each drawn at 1920 px: one
 * line {@code image left top right bottom class score} a detection, in px of the image as it lies
 * in the folder, in {@code OUT/full.txt}, {@code half.txt}, {@code quarter.txt}. Average precision
 * is to be reckoned from them by the tool of one's choice.
 *
 * <p>{@code ReductionBench MODEL FOLDER OUT}
 */
public final class ReductionBench {

  private static final int LONGEST_SIDE = 1920;

  private ReductionBench() {}

  /** An image of the folder. */
  private record Image(String name, byte[] jpeg, FrameSize size, double enlarged) {}

  /** Runs all three. */
  public static void main(String[] args) throws Exception {
    List<Image> images = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[1]))) {
      for (Path file : files.sorted().toList()) {
        images.add(read(file.toFile()));
      }
    }
    for (String reduction : List.of("full", "half", "quarter")) {
      try (var broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
        new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
        Path out = Path.of(args[2]).resolve(reduction + ".txt");
        run(broker.bootstrapServers(), args[0], reduction, images, out);
      }
    }
    System.exit(0);
  }

  private static Image read(File file) throws Exception {
    BufferedImage found = ImageIO.read(file);
    double ratio = (double) LONGEST_SIDE / Math.max(found.getWidth(), found.getHeight());
    var size =
        new FrameSize(
            (int) Math.round(found.getWidth() * ratio),
            (int) Math.round(found.getHeight() * ratio));
    var drawn = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    var graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(found, 0, 0, size.width(), size.height(), null);
    graphics.dispose();
    return new Image(file.getName(), Pictures.encode(drawn), size, ratio);
  }

  private static void run(String log, String model, String reduction, List<Image> images, Path out)
      throws Exception {
    var settings =
        JsonNodeFactory.instance
            .objectNode()
            .put("bootstrapServers", log)
            .put("port", 0)
            .put("model", model)
            .put("provider", "cpu")
            .put("reduction", reduction)
            .put("minScore", .01f);
    try (var workers = InferenceWorkers.start(InferenceConfig.read(settings));
        var producer = FrameFeeder.producer(log, true);
        var results = LogReader.of(log, Topics.DETECTIONS);
        var lines = new PrintWriter(Files.newBufferedWriter(out))) {
      for (int i = 0; i < images.size(); i++) {
        Image image = images.get(i);
        new FrameFeeder(producer, List.of(image.jpeg()), image.size(), "image-" + i, 0)
            .send(QueuePolicy.WAIT);
      }
      int answered = 0;
      while (answered < images.size()) {
        for (byte[] value : results.values()) {
          write(ResultCodec.readDetected(value), images, lines);
          answered++;
        }
      }
    }
  }

  private static void write(ObjectsDetected event, List<Image> images, PrintWriter lines) {
    String camera = event.provenance().frame().camera();
    Image image = images.get(Integer.parseInt(camera.substring("image-".length())));
    for (Detection found : event.detections()) {
      lines.printf(
          java.util.Locale.ROOT,
          "%s %.2f %.2f %.2f %.2f %d %.4f%n",
          image.name(),
          found.box().left() / image.enlarged(),
          found.box().top() / image.enlarged(),
          found.box().right() / image.enlarged(),
          found.box().bottom() / image.enlarged(),
          found.classId(),
          found.score());
    }
  }
}
