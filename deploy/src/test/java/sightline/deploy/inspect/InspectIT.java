package sightline.deploy.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.inference.testmodel.SharedFiles;

/** Models that other people trained, and files that are none. */
class InspectIT {

  private static final int RECOGNIZED = 0;
  private static final int NO_KNOWN_FAMILY = 3;
  private static final int NO_MODEL = 2;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter problem = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "yolox-nano/yolox_nano_416x416, yolox",
    "nanodet-m/nanodet_m_320, nanodet",
    "nanodet-m/nanodet_m_416, nanodet",
    "fastestdet/FastestDet, fastestdet",
    "yolo-fastest-1.1-darknet/yolo-fastest-1.1, yolov3",
    "yolo-fastest-1.1-darknet/yolo-fastest-1.1-xl, yolov3",
    "yolo-lite-darknet/tiny-yolov2-trial3-416, yolov2",
    "yolov8n-int8-AGPL/yolov8n_int8_b, yolov8",
    "yolov8n-seg-int8-AGPL/yolov8n-seg_int8, yolov8-instance",
    "deimv2-atto-int8/deimv2_atto_coco_int8, deim",
    "ultraface/version-RFB-320, ultraface",
    "ultraface/version-RFB-320_without_postprocessing, ultraface",
    "yunet/yunet_n_320_320, yunet",
    "yunet/yunet_n_dynamic, yunet",
    "seg-road-adas-0001/road_segmentation_adas_0001, semantic",
    "seg-twinlitenet/twinlitenet, semantic",
    "seg-sinet-portrait/SINet_Softmax, semantic",
    "mnist-cnn/mnist, classifier",
  })
  void shouldRecognizeTheFamilyOf(String model, String family) {
    int exit = inspect(model(model));

    assertThat(exit).as(out + "" + problem).isEqualTo(RECOGNIZED);
    assertThat(out.toString()).containsPattern("(?m)^family +" + family + ", task ");
    assertThat(out.toString()).contains("assumed ");
  }

  @ParameterizedTest
  @CsvSource({
    "person-reid-retail/person-reidentification-retail-0248",
    "reid-osnet-x0.25/osnet_x0_25_msmt17",
  })
  void shouldSayWhatASoundModelOfNoKnownFamilyHas(String model) {
    int exit = inspect(model(model));

    assertThat(exit).as(out + "" + problem).isEqualTo(NO_KNOWN_FAMILY);
    assertThat(out.toString()).contains("none that is known", "--manifest");
  }

  @Test
  void shouldTakeTheManifestThatItPrinted() throws Exception {
    Path model = model("yolox-nano/yolox_nano_416x416");
    inspect(model, "--yaml");
    Path manifest = Files.writeString(folder.resolve("m.yaml"), out.toString());

    int exit = inspect(model, "--manifest", manifest.toString());

    assertThat(exit).isEqualTo(RECOGNIZED);
    assertThat(out.toString()).contains("as given with the file").doesNotContain("assumed");
  }

  @Test
  void shouldTellInOneSentenceWhatIsNoUsableModel() throws Exception {
    Path alone =
        Files.copy(model("reid-osnet-x0.25/osnet_x0_25_msmt17"), folder.resolve("alone.onnx"));
    byte[] whole = Files.readAllBytes(model("yolox-nano/yolox_nano_416x416"));
    List<Path> files =
        List.of(
            folder.resolve("nothing.onnx"),
            folder,
            write("empty.onnx", new byte[0]),
            write(
                "text.onnx",
                "This is not a net.".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            write("half.onnx", Arrays.copyOf(whole, whole.length / 2)),
            write("zip.onnx", new byte[] {'P', 'K', 3, 4, 1, 2, 3}),
            alone);

    for (Path file : files) {
      int exit = inspect(file);

      assertThat(exit).as(file + " " + out).isEqualTo(NO_MODEL);
      assertThat(problem.toString().lines()).as(file.toString()).hasSize(1);
      assertThat(problem.toString()).doesNotContain("Exception", "\tat ");
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Path model(String name) {
    return SharedFiles.require("models/" + name + ".onnx");
  }

  private int inspect(Path file, String... more) {
    out.getBuffer().setLength(0);
    problem.getBuffer().setLength(0);
    var arguments = new java.util.ArrayList<>(List.of(more));
    arguments.add(file.toString());
    return new CommandLine(new InspectCommand())
        .setOut(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              problem.write(e instanceof BadInput ? e.getMessage() : e.toString());
              return NO_MODEL;
            })
        .execute(arguments.toArray(String[]::new));
  }
}
