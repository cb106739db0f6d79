package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.inference.testmodel.SharedFiles;

/** Models that other people trained, on the whole way from a folder of pictures to the results. */
class AnalyzeModelsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PICTURES = "datasets/coco128/images/val2017";

  /** People, near enough for a detector of faces. */
  private static final List<String> PEOPLE =
      List.of("000000000785.jpg", "000000000872.jpg", "000000001000.jpg");

  private static final int COUNT = PEOPLE.size();
  private static final int YUNET_POINTS = 5;

  private final PrintStream console = System.out;
  private final PrintStream errors = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
  }

  @AfterEach
  void speak() {
    System.setOut(console);
    System.setErr(errors);
  }

  @ParameterizedTest
  @CsvSource({
    "yolox-nano/yolox_nano_416x416, boxes",
    "nanodet-m/nanodet_m_416, boxes",
    "fastestdet/FastestDet, boxes",
    "yolo-fastest-1.1-darknet/yolo-fastest-1.1-xl, boxes",
    "yolo-lite-darknet/tiny-yolov2-trial3-416, anything",
    "yolov8n-int8-AGPL/yolov8n_int8_b, boxes",
    "yolov8n-seg-int8-AGPL/yolov8n-seg_int8, masks",
    "deimv2-atto-int8/deimv2_atto_coco_int8, anything",
    "ultraface/version-RFB-320, boxes",
    "yunet/yunet_n_320_320, landmarks",
    "yunet/yunet_n_dynamic, landmarks",
    "seg-road-adas-0001/road_segmentation_adas_0001, masks",
    "seg-twinlitenet/twinlitenet, masks",
    "seg-sinet-portrait/SINet_Softmax, masks",
    "mnist-cnn/mnist, classes",
  })
  void shouldInferEveryPictureAndBalanceWith(String model, String kind) throws Exception {
    List<JsonNode> lines = analyze(SharedFiles.require("models/" + model + ".onnx"));

    assertThatDetectionsAre(kind, detections(lines));
  }

  @Test
  void shouldReadRawBoxesWhereTheManifestBesideTheFileSaysSo() throws Exception {
    Path shared =
        SharedFiles.require("models/ultraface/version-RFB-320_without_postprocessing.onnx");
    Path model = Files.copy(shared, folder.resolve("raw.onnx"));
    Files.writeString(folder.resolve("raw.yaml"), "decoder: {family: ultraface, boxes: raw}");

    List<JsonNode> lines = analyze(model);

    assertThat(detections(lines))
        .hasSizeGreaterThan(COUNT)
        .allSatisfy(
            face -> {
              double width = face.at("/box/right").asDouble() - face.at("/box/left").asDouble();
              assertThat(width).isBetween(5., 200.);
            });
  }

  /** The lines of the results, of a run that went well. */
  private List<JsonNode> analyze(Path model) throws Exception {
    Path results = folder.resolve("results.jsonl");

    int exit =
        Sightline.run(
            "analyze",
            "--source=" + pictures(),
            "--camera=folder",
            "--model=" + model,
            "--out=" + results);

    assertThat(complained.toString(UTF_8)).doesNotContain("sightline:");
    assertThat(exit).isZero();
    assertThat(said.toString(UTF_8)).containsPattern("%d +%<d +0 +0 +0 +0".formatted(COUNT));
    List<JsonNode> lines = lines(results);
    assertThat(lines).hasSize(COUNT);
    assertThat(lines).extracting(line -> line.at("/outcome").asText()).containsOnly("inferred");
    return lines;
  }

  private static void assertThatDetectionsAre(String kind, List<JsonNode> detections) {
    if (!kind.equals("anything")) {
      assertThat(detections).isNotEmpty();
    }
    assertThat(detections)
        .allSatisfy(
            one -> {
              assertThat(one.path("score").asDouble()).isBetween(0., 1.);
              assertThat(one.path("label").asText()).isNotEmpty();
              assertThat(one.path("landmarks").size())
                  .isEqualTo(kind.equals("landmarks") ? 2 * YUNET_POINTS : 0);
              assertThat(one.at("/mask/width").asInt() > 0).isEqualTo(kind.equals("masks"));
            });
    if (kind.equals("classes")) {
      assertThat(detections).hasSizeGreaterThanOrEqualTo(COUNT);
    }
  }

  private Path pictures() throws IOException {
    Path from = SharedFiles.require(PICTURES);
    Path to = Files.createDirectory(folder.resolve("pictures"));
    for (String picture : PEOPLE) {
      Files.copy(from.resolve(picture), to.resolve(picture));
    }
    return to;
  }

  private static List<JsonNode> lines(Path results) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(results)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<JsonNode> detections(List<JsonNode> lines) {
    var all = new ArrayList<JsonNode>();
    lines.forEach(line -> line.path("detections").forEach(all::add));
    return all;
  }
}
