package sightline.deploy.propose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.events.geometry.Box;
import sightline.inference.testmodel.SharedFiles;

/** A red square on gray is found by every method that needs no trained weights. */
class ProposeIT {

  private static final Box SQUARE = new Box(60, 40, 160, 140);

  @TempDir private Path folder;

  private final StringWriter screen = new StringWriter();
  private String problem = "";

  @BeforeEach
  void paint() throws Exception {
    var image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, 320, 240);
    graphics.setColor(Color.RED);
    graphics.fillRect(60, 40, 100, 100);
    graphics.dispose();
    ImageIO.write(image, "png", folder.resolve("square.png").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"selective", "edge"})
  void shouldProposeTheOnlyObject(String method) throws Exception {
    Path out = folder.resolve("proposals.json");

    int exit = propose(folder.toString(), "--method", method, "--out", out.toString());

    assertThat(exit).as(screen + problem).isZero();
    JsonNode picture = new ObjectMapper().readTree(out.toFile()).path("pictures").path(0);
    assertThat(picture.path("proposals").size()).isBetween(1, 200);
    double best =
        StreamSupport.stream(picture.path("proposals").spliterator(), false)
            .mapToDouble(one -> box(one).iou(SQUARE))
            .max()
            .orElseThrow();
    assertThat(best).isGreaterThan(.8);
  }

  @Test
  void shouldLetAClassifierSayWhatIsInTheRegions() throws Exception {
    Path model = SharedFiles.require("models/mnist-cnn/mnist.onnx");
    Path out = folder.resolve("regions.json");
    Path picture = folder.resolve("one.png");
    paintOne(picture);

    int exit = propose(picture.toString(), "--model", model.toString(), "--out", out.toString());

    assertThat(exit).as(screen + problem).isZero();
    JsonNode seen = new ObjectMapper().readTree(out.toFile()).at("/pictures/0/detections");
    assertThat(seen)
        .anySatisfy(
            one -> {
              assertThat(one.path("label").asText()).isEqualTo("1");
              assertThat(box(one).iou(new Box(101, 31, 219, 209))).isGreaterThan(.85f);
            });
    assertThat(seen).allSatisfy(one -> assertThat(mostOverlap(one, seen)).isLessThan(.301f));
  }

  /** With any other of the same label. */
  private static double mostOverlap(JsonNode one, JsonNode all) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(other -> other != one && other.path("label").equals(one.path("label")))
        .mapToDouble(other -> box(other).iou(box(one)))
        .max()
        .orElse(0);
  }

  @Test
  void shouldRefuseADetectorInPlaceOfAClassifier() {
    Path model = SharedFiles.require("models/yolox-nano/yolox_nano_416x416.onnx");

    int exit = propose(folder.toString(), "--model", model.toString());

    assertThat(exit).isEqualTo(2);
    assertThat(problem).isEqualTo("the model is one to detect, expected one to classify regions");
  }

  /** A stroke from top to bottom, as the digit is written, on black on a gray ground. */
  private static void paintOne(Path file) throws Exception {
    var image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, 320, 240);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(100, 30, 120, 180);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(150, 55, 18, 130);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void shouldSayWhatBingNeeds() {
    int exit = propose(folder.toString(), "--method", "bing");

    assertThat(exit).isEqualTo(2);
    assertThat(problem)
        .isEqualTo("BING needs the folder of its trained weights, which do not come with it");
  }

  @Test
  void shouldNameAPictureThatCannotBeReadAndSearchTheOthers() throws Exception {
    Path garbage = Files.writeString(folder.resolve("a.jpg"), "no picture");

    int exit = propose(folder.toString());

    assertThat(exit).isEqualTo(1);
    assertThat(screen.toString()).contains(garbage + ": expected a whole JPEG", "square.png");
  }

  private static Box box(JsonNode one) {
    JsonNode box = one.path("box");
    return new Box(
        box.path(0).floatValue(),
        box.path(1).floatValue(),
        box.path(2).floatValue(),
        box.path(3).floatValue());
  }

  private int propose(String... arguments) {
    return new CommandLine(new ProposeCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(screen))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              problem = e instanceof BadInput ? e.getMessage() : e.toString();
              return 2;
            })
        .execute(arguments);
  }
}
