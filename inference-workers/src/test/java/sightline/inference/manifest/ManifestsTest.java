package sightline.inference.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.PerChannel;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.TensorInfo;
import sightline.inference.model.UnknownModel;
import sightline.inference.testmodel.InputSpecs;

class ManifestsTest {

  @TempDir private Path folder;
  private Path onnx;

  @BeforeEach
  void name() {
    onnx = folder.resolve("street.onnx");
  }

  @Test
  void shouldRecognizeYoloxByItsTensorsAndSayWhatItAssumed() throws IOException {
    ModelManifest manifest = Manifests.read(onnx, yolox(1, 85, Map.of()));

    assertThat(manifest.name()).isEqualTo("street");
    assertThat(manifest.input()).isEqualTo(InputSpecs.yolox(416, 416));
    assertThat(manifest.inputName()).isEqualTo("images");
    assertThat(manifest.decoder().family()).isEqualTo("yolox");
    assertThat(manifest.labels()).hasSize(80).startsWith("person").endsWith("toothbrush");
    assertThat(manifest.maxOverlap()).isEqualTo(.65f);
    assertThat(manifest.assumed())
        .hasSize(4)
        .contains("Labels are the 80 names of COCO, since there are 80 classes.");
  }

  @Test
  void shouldNameClassesByNumberWhenNobodyNamedThem() throws IOException {
    ModelManifest manifest = Manifests.read(onnx, yolox(-1, 7, Map.of()));

    assertThat(manifest.labels()).containsExactly("class-0", "class-1");
  }

  @Test
  void shouldUnderstandTheNamesOfUltralytics() throws IOException {
    var metadata = Map.of("names", "{0: 'stop sign', 1: \"driver's seat\"}");

    ModelManifest manifest = Manifests.read(onnx, yolox(-1, 7, metadata));

    assertThat(manifest.labels()).containsExactly("stop sign", "driver's seat");
  }

  @Test
  void shouldPreferTheFileBesideTheModelToWhatTheModelSays() throws IOException {
    Files.writeString(folder.resolve("street.yaml"), "name: beside\nlabels: [a, b]\n");
    var metadata = Map.of(Manifests.METADATA_KEY, "name: inside\nlabels: [c, d]\n");

    assertThat(Manifests.read(onnx, yolox(-1, 7, metadata)).name()).isEqualTo("beside");
    assertThat(Manifests.read(folder.resolve("x.onnx"), yolox(-1, 7, metadata)).name())
        .isEqualTo("inside");
  }

  @Test
  void shouldTakeFromTheModelsOwnManifestWhatTheGivenOneLeavesOut() {
    var metadata = Map.of(Manifests.METADATA_KEY, "name: inside\nlabels: [c, d]\n");

    ModelManifest manifest = Manifests.read("minScore: 0.5\n", "x", yolox(-1, 7, metadata));

    assertThat(manifest.labels()).containsExactly("c", "d");
    assertThat(manifest.minScore()).isEqualTo(.5f);
    assertThat(manifest.name()).isEqualTo("inside");
  }

  @Test
  void shouldLetAGivenManifestStandInForOneThatCannotBeRead() {
    var metadata = Map.of(Manifests.METADATA_KEY, "labels: [c, d");

    ModelManifest manifest = Manifests.read("labels: [e, f]\n", "x", yolox(-1, 7, metadata));

    assertThat(manifest.labels()).containsExactly("e", "f");
  }

  @Test
  void shouldReadEverythingThatAManifestMaySay() throws IOException {
    Files.writeString(
        folder.resolve("street.manifest.yaml"),
        """
        name: street
        version: "7"
        task: detect
        input:
          name: images
          width: 416
          height: 416
          layout: NCHW
          color: RGB
          fit: LETTERBOX_CENTER
          pad: 0
          mean: [1, 2, 3.5]
          std: [4, 5, 6]
          scale: 0.5
        decoder:
          family: yolox
          strides: [8, 16, 32]
          classes: best
        labels: [person, car]
        minScore: 0.4
        maxOverlap: 0.5
        maxDetections: 7
        """);

    ModelManifest manifest = Manifests.read(onnx, yolox(-1, 7, Map.of()));

    assertThat(manifest.version()).isEqualTo("7");
    assertThat(manifest.input().color()).isEqualTo(Color.RGB);
    assertThat(manifest.input().mean()).isEqualTo(new PerChannel(1, 2, 3.5f));
    assertThat(manifest.decoder().text("classes", "")).isEqualTo("best");
    assertThat(manifest.maxDetections()).isEqualTo(7);
    assertThat(manifest.assumed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour: RGB | manifest.colour is not known, expected one of decoder, input, labels",
        "decoder: {size: 3} | manifest.decoder.size is not known, expected one of boxes, classes",
        "decoder: {classes: some} | manifest.decoder.classes is some, expected every or best",
        "decoder: {family: crystal} | manifest.decoder.family is crystal, expected one of these",
        "input: {width: wide} | manifest.input.width is \"wide\", expected a whole number",
        "input: {width: 320} | manifest.input is NCHW of 320x416 in BGR, but the model takes images",
        "input: {color: CMYK} | manifest.input.color is \"CMYK\", expected one of [RGB, BGR, GRAY]",
        "input: {std: [1, 0, 1]} | manifest.input.std is",
        "input: {mean: [1, 0]} | manifest.input.mean is [1,0], expected a list of three numbers",
        "minScore: 40 | manifest.minScore is 40.0, expected 0 to 1",
        "labels: [a, b, c] | The manifest asks for a yolox output of float[N,3549,8] (3 labels",
        "labels: people | manifest.labels is \"people\", expected a list",
        "task: classify | manifest.task is classify, expected detect of a yolox net",
        "task: semantic | manifest.task is semantic, expected detect of a yolox net",
        "task: dream | manifest.task is dream, expected detect",
        "[1, 2] | The manifest is [1,2], expected keys with values",
      })
  void shouldRefuseAnImpossibleManifestByName(String yaml, String message) throws IOException {
    Files.writeString(folder.resolve("street.yaml"), yaml);

    assertThatThrownBy(() -> Manifests.read(onnx, yolox(-1, 7, Map.of())))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void shouldSayWhatItFoundWhenItKnowsNoSuchModel() {
    var tensors =
        new ModelTensors(
            List.of(new TensorInfo("x", "float", List.of(1L, 3L, 256L, 128L))),
            List.of(new TensorInfo("y", "float", List.of(1L, 512L))),
            Map.of());

    assertThatThrownBy(() -> Manifests.read(onnx, tensors))
        .isInstanceOf(UnknownModel.class)
        .hasMessageStartingWith(
            "street has no manifest, and its tensors x float[1,3,256,128] -> y float[1,512] fit"
                + " none of the known families: ");
  }

  @Test
  void shouldSayWhereTheManifestComesFrom() {
    var embedded = Map.of(Manifests.METADATA_KEY, "name: inside");
    var ultralytics = Map.of("names", "{0: 'a', 1: 'b'}", "stride", "32", "task", "detect");

    assertThat(Manifests.find("x", yolox(-1, 7, embedded)).source())
        .isEqualTo(ManifestSource.EMBEDDED);
    assertThat(Manifests.find("x", yolox(-1, 7, ultralytics)).source())
        .isEqualTo(ManifestSource.ULTRALYTICS);
    assertThat(Manifests.find("x", yolox(-1, 7, Map.of())).source())
        .isEqualTo(ManifestSource.GUESSED);
  }

  private static ModelTensors yolox(long batch, long columns, Map<String, String> metadata) {
    return new ModelTensors(
        List.of(new TensorInfo("images", "float", List.of(batch, 3L, 416L, 416L))),
        List.of(new TensorInfo("output", "float", List.of(batch, 3549L, columns))),
        metadata);
  }
}
