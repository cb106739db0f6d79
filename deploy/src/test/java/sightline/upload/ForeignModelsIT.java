package sightline.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.SharedFiles;

/**
 * Models that other people trained: those of a family we know pass, the others hear which we do.
 */
class ForeignModelsIT {

  private static final int FRAMES = 5;
  private static final String NO_FAMILY = "fit none of the known families";
  private static final String NO_DATA = "missing from the upload";

  /** By file, its family, or what its refusal says. */
  private static final Map<String, String> EXPECTED =
      Map.ofEntries(
          entry("yolox_nano_416x416", "yolox"),
          entry("nanodet_m_320", "nanodet"),
          entry("nanodet_m_416", "nanodet"),
          entry("FastestDet", "fastestdet"),
          entry("yolo-fastest-1.1", "yolov3"),
          entry("yolo-fastest-1.1-xl", "yolov3"),
          entry("tiny-yolov2-trial3-416", "yolov2"),
          entry("yolov8n_int8_b", "yolov8"),
          entry("yolov8n-seg_int8", "yolov8-instance"),
          entry("deimv2_atto_coco_int8", "deim"),
          entry("version-RFB-320", "ultraface"),
          entry("version-RFB-320_without_postprocessing", "ultraface"),
          entry("yunet_n_320_320", "yunet"),
          entry("yunet_n_dynamic", "yunet"),
          entry("road_segmentation_adas_0001", "semantic"),
          entry("twinlitenet", "semantic"),
          entry("SINet_Softmax", "semantic"),
          entry("mnist", "classifier"),
          entry("person-reidentification-retail-0248", NO_FAMILY),
          entry("osnet_x0_25_msmt17", NO_DATA));

  @TempDir private Path folder;

  @Test
  void shouldAcceptTheKnownFamiliesAndTellTheOthersWhichAreKnown() throws Exception {
    List<Path> files = models(SharedFiles.require("models"));
    var check = new WatchedCheck(folder, Duration.ofSeconds(20));

    check.check(files);

    assertThat(check.killed()).isEmpty();
    var found = new TreeMap<String, String>();
    check.reports().forEach((file, report) -> found.put(name(file), familyOrRefusal(report)));
    assertThat(found).containsExactlyEntriesOf(new TreeMap<>(EXPECTED));
  }

  @Test
  void shouldTellANetOfNoKnownFamilyFromOneWhoseDataAreMissing() throws Exception {
    Path net = SharedFiles.require("models/reid-osnet-x0.25/osnet_x0_25_msmt17.onnx");
    Path data = net.resolveSibling("osnet_x0_25_msmt17.onnx.data");
    Path whole =
        Files.write(
            folder.resolve("whole.zip"),
            Zips.of(
                net.getFileName().toString(),
                Files.readAllBytes(net),
                data.getFileName().toString(),
                Files.readAllBytes(data)));
    var check = new WatchedCheck(folder, Duration.ofSeconds(20));

    check.check(List.of(whole));

    assertThat(familyOrRefusal(check.reports().get(whole))).isEqualTo(NO_FAMILY);
  }

  @Test
  void shouldMarkWhatItGuessed() throws Exception {
    Path file = SharedFiles.require("models/yolox-nano/yolox_nano_416x416.onnx");
    var check = new WatchedCheck(folder, Duration.ofSeconds(20));

    check.check(List.of(file));

    JsonNode report = check.reports().get(file);
    assertThat(report.path("manifestSource").asText()).isEqualTo("guessed");
    assertThat(report.path("assumed")).hasSize(4);
    assertThat(report.path("residentBytes").asLong()).isGreaterThan(Files.size(file));
  }

  @Test
  void shouldSeeOnGoldenFramesWhatSomebodyElsesCodeSaw() throws Exception {
    Path file = Files.write(folder.resolve("a.zip"), ReferenceBundle.withGoldenFrames(FRAMES));
    var check = new WatchedCheck(folder, Duration.ofSeconds(20));

    check.check(List.of(file));

    JsonNode report = check.reports().get(file);
    assertThat(report.path("problem").asText()).isEmpty();
    assertThat(report.path("golden").path("frames").asInt()).isEqualTo(FRAMES);
    assertThat(report.path("golden").path("worstIou").asDouble()).isBetween(.9, 1.);
  }

  private static String familyOrRefusal(JsonNode report) {
    if (report.path("ok").asBoolean()) {
      return report.path("family").asText();
    }
    String problem = report.path("problem").asText();
    return List.of(NO_FAMILY, NO_DATA).stream()
        .filter(problem::contains)
        .findFirst()
        .orElse(problem);
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static List<Path> models(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }
}
