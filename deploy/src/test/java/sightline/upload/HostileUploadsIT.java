package sightline.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.SmallYolox;

/** What becomes of uploads that nobody should have made, and of honest ones among them. */
class HostileUploadsIT {

  private static final int AT_LEAST = 30;

  /** Exit code of a process that was killed by signal 9. */
  private static final int KILLED = 128 + 9;

  private static final int FILES_LEFT = 3;

  @TempDir private static Path folder;
  private static final Map<Path, HostileUpload> HOSTILE = new LinkedHashMap<>();
  private static final List<Path> UNUSUAL = new ArrayList<>();
  private static WatchedCheck check;
  private static Path honest;
  private static Path honestWithData;
  private static Path honestWithGolden;

  @BeforeAll
  static void checkThemAll() throws Exception {
    Path uploads = Files.createDirectory(folder.resolve("uploads"));
    for (List<HostileUpload> kind :
        List.of(
            SpoiledBytes.all(),
            SpoiledGraphs.all(),
            SpoiledZips.all(),
            GoldenUploads.all(),
            WrongNets.all())) {
      for (HostileUpload upload : kind) {
        HOSTILE.put(Files.write(uploads.resolve(upload.name()), upload.bytes()), upload);
      }
    }
    honest = Files.write(uploads.resolve("honest.onnx"), BlobDetector.bytes());
    honestWithData = Files.write(uploads.resolve("with-data.zip"), withData());
    honestWithGolden = Files.write(uploads.resolve("with-golden.zip"), GoldenUploads.honest());
    for (Map.Entry<String, byte[]> upload : UnusualNets.all().entrySet()) {
      UNUSUAL.add(Files.write(uploads.resolve(upload.getKey()), upload.getValue()));
    }
    var files = new ArrayList<>(HOSTILE.keySet());
    files.addAll(UNUSUAL);
    files.addAll(List.of(honest, honestWithData, honestWithGolden));
    check = new WatchedCheck(folder, Duration.ofSeconds(5));
    check.check(files);
  }

  private static byte[] withData() {
    var net = new SmallYolox();
    String images = net.file().input("images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
    String weights = net.file().external(List.of(1L), Map.of("location", "weights.bin"));
    byte[] bytes = net.bytes(net.file().node("Mul", Map.of(), images, weights));
    return Zips.of("net.onnx", bytes, "weights.bin", new byte[4], "manifest.yaml", "name: small");
  }

  @Test
  void shouldRefuseEveryHostileUploadWithASentenceOfItsOwn() {
    assertThat(HOSTILE).hasSizeGreaterThanOrEqualTo(AT_LEAST);
    assertThat(HOSTILE)
        .allSatisfy(
            (file, upload) -> {
              JsonNode report = check.reports().get(file);
              assertThat(report).as(upload.name() + " " + check.killed()).isNotNull();
              assertThat(report.path("file").asText()).isEqualTo(file.toString());
              assertThat(report.path("ok").asBoolean()).isFalse();
              assertThat(report.path("problem").asText())
                  .as(upload.name())
                  .contains(upload.word())
                  .doesNotContain("sightline-check", "could not be done", "Exception")
                  .hasSizeLessThanOrEqualTo(401);
            });
  }

  @Test
  void shouldSurviveThemAllAndGiveUpOnlyTheOneThatNeverEnds() {
    assertThat(check.killed()).isEmpty();
    assertThat(check.exits()).containsExactly(FILES_LEFT, 0);
  }

  @Test
  void shouldLoseTheProcessToAnUploadThatEatsMemoryAndGoOnWithTheNext(@TempDir Path place)
      throws Exception {
    Path eater = Files.write(place.resolve("eater.onnx"), WrongNets.memoryEater());
    var patient = new WatchedCheck(place, Duration.ofSeconds(100));

    patient.check(List.of(honest, eater, honestWithData));

    assertThat(patient.killed()).containsOnlyKeys(eater);
    assertThat(patient.killed().get(eater)).startsWith("memory");
    assertThat(patient.exits()).containsExactly(KILLED, 0);
    assertThat(patient.reports()).containsOnlyKeys(honest, honestWithData);
  }

  @Test
  void shouldAcceptAnHonestFileAfterAllOfThem() {
    JsonNode report = check.reports().get(honest);

    assertThat(report.path("problem").asText()).isEmpty();
    assertThat(report.path("ok").asBoolean()).isTrue();
    assertThat(report.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
    assertThat(report.path("sizeBytes").asLong()).isEqualTo(BlobDetector.bytes().length);
    assertThat(report.path("family").asText()).isEqualTo("yolox");
    assertThat(report.path("manifestSource").asText()).isEqualTo("embedded");
    assertThat(report.path("manifest").asText()).contains("name: \"blob-detector\"");
    assertThat(report.path("labels")).map(JsonNode::asText).containsExactly("person", "car");
    assertThat(report.path("steps"))
        .map(step -> step.path("name").asText())
        .containsExactly("unpack", "graph", "load", "tensors", "warm", "noise", "golden");
    assertThat(report.path("residentBytes").asLong()).isPositive();
    assertThat(report.path("inferenceMillis").asDouble()).isPositive();
  }

  @Test
  void shouldCompareGoldenFramesWithWhatTheModelSees() {
    JsonNode report = check.reports().get(honestWithGolden);

    assertThat(report.path("problem").asText()).isEmpty();
    assertThat(report.path("golden").path("frames").asInt()).isEqualTo(1);
    assertThat(report.path("golden").path("worstIou").asDouble()).isBetween(.9, 1.);
    assertThat(report.path("golden").path("worstScore").asDouble()).isBetween(0., .05);
  }

  @Test
  void shouldAcceptAZipWithExternalDataAndAManifest() {
    JsonNode report = check.reports().get(honestWithData);

    assertThat(report.path("problem").asText()).isEmpty();
    assertThat(report.path("manifestSource").asText()).isEqualTo("file");
    assertThat(report.path("manifest").asText()).contains("name: \"small\"");
  }

  @Test
  void shouldAcceptUnusualInputsThatAManifestDescribes() {
    assertThat(UNUSUAL)
        .isNotEmpty()
        .allSatisfy(
            file -> {
              JsonNode report = check.reports().get(file);
              assertThat(report.path("problem").asText()).as(file.toString()).isEmpty();
              assertThat(report.path("ok").asBoolean()).isTrue();
            });
  }

  @Test
  void shouldLeaveNothingBehind() throws IOException {
    try (var left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.startsWith("sightline-check"))
          .isEmpty();
    }
  }
}
