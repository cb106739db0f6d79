package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.HeatNet;
import sightline.inference.testmodel.SharedFiles;

/** The command as a user runs it: what it writes, says and returns. */
class AnalyzeIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String YOLOX = "models/yolox-nano/yolox_nano_416x416.onnx";

  private final PrintStream console = System.out;
  private final PrintStream errors = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @TempDir Path folder;

  private Path results;
  private Path model;

  @BeforeEach
  void listen() throws IOException {
    results = folder.resolve("results.jsonl");
    model = Files.write(folder.resolve("blob-detector.onnx"), BlobDetector.bytes());
    System.setOut(new PrintStream(said, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
  }

  @AfterEach
  void speak() {
    System.setOut(console);
    System.setErr(errors);
  }

  @Test
  void shouldWriteOneLineAFrameInOrderAndBalance() throws Exception {
    int exit = analyze("scene:junction?frames=120&day=0", "--camera", "gate");

    assertThat(complained.toString(UTF_8)).doesNotContain("sightline:");
    assertThat(exit).isZero();
    assertThat(said.toString(UTF_8)).containsPattern("120 +120 +0 +0 +0 +0");
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(120);
    assertThat(lines).extracting(line -> line.at("/frame/sequence").asInt()).isSorted();
    assertThat(lines)
        .allSatisfy(
            line -> {
              assertThat(line.at("/frame/camera").asText()).isEqualTo("gate");
              assertThat(line.at("/outcome").asText()).isEqualTo("inferred");
              assertThat(line.at("/frameSize/width").asInt()).isEqualTo(640);
              assertThat(line.at("/model/provider").asText()).isEqualTo("cpu");
              assertThat(line.at("/model/version").isTextual()).isTrue();
            });
    assertThat(lines).anyMatch(line -> line.at("/detections/0/label").asText().equals("person"));
    assertThat(folder.resolve("results.jsonl.partial")).doesNotExist();
  }

  @Test
  void shouldNumberTheObjectsWhenAsked() throws Exception {
    int exit = analyze("scene:junction?frames=120&day=0", "--track", "sort");

    assertThat(complained.toString(UTF_8)).doesNotContain("sightline:");
    assertThat(exit).isZero();
    assertThat(lines()).hasSize(120);
    assertThat(lines()).anyMatch(line -> line.at("/detections/0/track").asLong() > 0);
  }

  @Test
  void shouldWriteWhatAModelThatJudgesFramesSays() throws Exception {
    model = Files.write(folder.resolve("heat.onnx"), HeatNet.bytes());

    int exit = analyze("scene:junction?frames=30&day=0");

    assertThat(complained.toString(UTF_8)).doesNotContain("sightline:");
    assertThat(exit).isZero();
    assertThat(said.toString(UTF_8)).containsPattern("30 +30 +0 +0 +0 +0");
    assertThat(lines()).hasSize(30);
    assertThat(lines())
        .allSatisfy(
            line -> {
              assertThat(line.at("/outcome").asText()).isEqualTo("inferred");
              assertThat(line.at("/detections")).isEmpty();
              assertThat(line.at("/anomaly/threshold").asDouble()).isEqualTo(.5);
              assertThat(line.at("/anomaly/abnormal").asBoolean())
                  .isEqualTo(line.at("/anomaly/score").asDouble() > .5);
              BufferedImage heat =
                  ImageIO.read(new ByteArrayInputStream(line.at("/anomaly/heat").binaryValue()));
              assertThat(heat.getWidth()).isEqualTo(160);
            });
    assertThat(lines()).anyMatch(line -> line.at("/anomaly/abnormal").asBoolean());
  }

  @Test
  void shouldNumberNothingUnlessAsked() throws Exception {
    int exit = analyze("scene:junction?frames=30&day=0");

    assertThat(exit).isZero();
    assertThat(lines())
        .allSatisfy(line -> assertThat(line.findValues("track")).allMatch(id -> id.asLong() == 0));
  }

  @Test
  void shouldWriteARejectionForAPictureThatIsNone() throws Exception {
    Path images = picturesOfTheScene();
    Files.writeString(images.resolve("b-garbage.jpg"), "this is no JPEG");

    int exit = analyze(images.toString());

    assertThat(exit).isZero();
    assertThat(lines())
        .extracting(line -> line.get("outcome").asText())
        .containsExactly("inferred", "rejected", "inferred");
    JsonNode rejected = lines().get(1);
    assertThat(rejected.get("reason").asText()).isEqualTo("UNREADABLE");
    assertThat(rejected.get("detections")).isEmpty();
    assertThat(rejected.at("/frame/sequence").asInt()).isEqualTo(1);
  }

  @Test
  void shouldRefuseBadInputWithOneSentence() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
    String scene = "scene:junction?frames=3";

    assertRefused("does not exist", "--source", "nowhere.mp4");
    assertRefused("not a video", "--source", text.toString());
    assertRefused("never ends", "--source", "scene:junction");
    assertRefused("no model is given", "--source", scene, "--model=");
    assertRefused("nowhere.onnx does not exist", "--source", scene, "--model=nowhere.onnx");
    assertRefused("broken.onnx", "--source", scene, "--model=" + broken);
    assertRefused("cannot be written", "--source", scene, "--out=" + folder);
    assertRefused("--min-score is 3.0", "--source", scene, "--min-score=3");
    assertRefused("--track is kalman", "--source", scene, "--track=kalman");
    assertRefused("camera is 'a b'", "--source", scene, "--camera=a b");
    assertThat(results).doesNotExist();
  }

  @Test
  void shouldBalanceOnRealFootage() throws Exception {
    model = SharedFiles.require(YOLOX);
    Path video = SharedFiles.require("videos/vtest/vtest.mp4");

    int exit = analyze(video.toString());

    assertThat(exit).isZero();
    assertThat(said.toString(UTF_8)).containsPattern("795 +795 +0 +0 +0 +0");
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(795);
    assertThat(lines.get(0).at("/frame/camera").asText()).isEqualTo("vtest");
    assertThat(lines.subList(0, 200)).filteredOn(AnalyzeIT::showsPeople).hasSizeGreaterThan(190);
  }

  @Test
  void shouldFindWhatTheReferenceFoundOnItsWholeWay() throws Exception {
    model = SharedFiles.require(YOLOX);
    Path images = SharedFiles.require("datasets/coco128/images/val2017");
    var reference =
        ReferenceBoxes.read(
            SharedFiles.require("vectors/coco128-ref-detections/yolox_nano.json.gz"));

    int exit = analyze(images.toString());

    assertThat(exit).isZero();
    List<Path> files = ReferenceBoxes.inNameOrder(images);
    assertThat(lines()).hasSameSizeAs(files);
    assertThat(reference.shareFound(files, lines())).isGreaterThanOrEqualTo(.98);
  }

  private static boolean showsPeople(JsonNode line) {
    return line.findValuesAsText("label").contains("person");
  }

  private void assertRefused(String words, String... arguments) {
    complained.reset();

    int exit = Sightline.run(withDefaults(arguments));

    String sentence = complained.toString(UTF_8);
    assertThat(sentence).as(String.join(" ", arguments)).contains(words);
    assertThat(sentence.lines()).as(sentence).hasSize(1);
    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
  }

  private int analyze(String source, String... more) {
    String[] arguments = new String[more.length + 2];
    arguments[0] = "--source";
    arguments[1] = source;
    System.arraycopy(more, 0, arguments, 2, more.length);
    return Sightline.run(withDefaults(arguments));
  }

  /** The arguments with a model and a file for the results, unless they name their own. */
  private String[] withDefaults(String... arguments) {
    var all = new java.util.ArrayList<String>(List.of("analyze"));
    all.addAll(List.of(arguments));
    if (all.stream().noneMatch(argument -> argument.startsWith("--model="))) {
      all.add("--model=" + model);
    }
    if (all.stream().noneMatch(argument -> argument.startsWith("--out="))) {
      all.add("--out=" + results);
    }
    all.remove("--model=");
    return all.toArray(String[]::new);
  }

  private Path picturesOfTheScene() throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    ScenePictures.write(images.resolve("a.jpg"), 10);
    ScenePictures.write(images.resolve("c.jpg"), 20);
    return images;
  }

  private List<JsonNode> lines() throws IOException {
    return Files.readAllLines(results).stream().map(AnalyzeIT::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalArgumentException(line, e);
    }
  }
}
