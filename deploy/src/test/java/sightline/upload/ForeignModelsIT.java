package sightline.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.testmodel.SharedFiles;

/**
 * Models that other people trained: those of a family we know pass, the others hear which we do.
 */
class ForeignModelsIT {

  private static final String OURS = "yolox";
  private static final int FRAMES = 5;

  @TempDir private Path folder;

  @Test
  void shouldAcceptTheKnownFamilyAndTellTheOthersWhichAreKnown() throws Exception {
    List<Path> files = models(SharedFiles.require("models"));
    var check = new WatchedCheck(folder, Duration.ofSeconds(20));

    check.check(files);

    assertThat(check.killed()).isEmpty();
    assertThat(check.reports()).hasSameSizeAs(files);
    assertThat(check.reports())
        .allSatisfy(
            (file, report) -> {
              boolean ours = file.getFileName().toString().startsWith(OURS);
              assertThat(report.path("ok").asBoolean()).as(report.toString()).isEqualTo(ours);
              if (!ours) {
                assertThat(report.path("problem").asText())
                    .containsAnyOf(
                        "fit none of the known families",
                        "takes 2 inputs",
                        "missing from the upload",
                        "family yolov8, which is not readable yet");
              }
            });
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

  private static List<Path> models(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }
}
