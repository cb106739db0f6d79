package sightline.inference.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.model.Feed;
import sightline.inference.testmodel.OnnxWriter;
import sightline.inference.testmodel.SharedFiles;

/** Files that want more than one tensor of floats, or give more. */
class InputVarietyTest {

  private static final int INT64 = 7;
  private static final List<Integer> TWO_BY_TWO = List.of(1, 2, 2);

  @TempDir Path folder;

  private final OnnxWriter file = new OnnxWriter();

  @Test
  void shouldRoundPicturesToBytesWithinTheirRange() throws Exception {
    String images = file.input(OnnxWriter.UINT8, "images", "N", 1, 2, 2);
    file.output(file.node("Cast", Map.of("to", OnnxWriter.FLOAT), images), "N", 1, 2, 2);

    assertThat(answer(1, feed("images"), -3, 1.6f, 255, 300)).containsExactly(0, 2, 255, 255);
  }

  @Test
  void shouldTakeAndGiveHalfPrecision() throws Exception {
    String images = file.input(OnnxWriter.FLOAT16, "images", "N", 1, 2, 2);
    file.output(OnnxWriter.FLOAT16, file.node("Abs", Map.of(), images), "N", 1, 2, 2);

    assertThat(answer(1, feed("images"), -.5f, 2, 65504, .25f))
        .containsExactly(.5f, 2, 65504, .25f);
  }

  @Test
  void shouldGiveWholeNumbersAsFloats() throws Exception {
    String images = file.input("images", "N", 1, 2, 2);
    file.output(INT64, file.node("Cast", Map.of("to", INT64), images), "N", 1, 2, 2);

    assertThat(answer(2, feed("images"), 1, 2, 3, 4, -5, 6, 7, 80_000))
        .containsExactly(1, 2, 3, 4, -5, 6, 7, 80_000);
  }

  @Test
  void shouldGiveEveryPictureItsConstants() throws Exception {
    String images = file.input("images", "N", 1, 1, 2);
    String size = file.input(INT64, "orig_target_sizes", "N", 2);
    String flat = file.node("Flatten", Map.of("axis", 1), images);
    String sizes = file.node("Cast", Map.of("to", OnnxWriter.FLOAT), size);
    file.output(file.node("Add", Map.of(), flat, sizes), "N", 2);
    var feed =
        new Feed("images", List.of(1, 1, 2), Map.of("orig_target_sizes", List.of(320f, 240f)));

    assertThat(answer(2, feed, 1, 2, 3, 4)).containsExactly(321, 242, 323, 244);
  }

  @Test
  void shouldGiveAnOutputWithoutBatchToTheOnlyPicture() throws Exception {
    squeezed();

    try (var engine = open();
        var lane = engine.openLane(1, feed("images"))) {
      lane.run(1);

      assertThat(lane.outputs().get(0).shape()).containsExactly(4);
      assertThat(lane.outputs().get(0).elements()).isEqualTo(4);
    }
  }

  @Test
  void shouldRefuseAnOutputWithoutBatchForTwoPictures() throws Exception {
    squeezed();

    try (var engine = open();
        var lane = engine.openLane(2, feed("images"))) {
      assertThatThrownBy(() -> lane.run(2))
          .isInstanceOf(InferenceFailed.class)
          .hasMessageContaining("set input.maxBatch of the manifest to 1");
    }
  }

  @Test
  void shouldFillSymbolicSidesAsTheFeedSays() throws Exception {
    String images = file.input("images", "batch", 1, "height", "width");
    file.output(file.node("Neg", Map.of(), images), "batch", 1, "h", "w");

    try (var engine = open();
        var lane = engine.openLane(1, feed("images"))) {
      assertThat(engine.tensors().inputs().get(0).dims()).containsExactly(-1L, 1L, -1L, -1L);

      lane.run(1);

      assertThat(lane.outputs().get(0).shape()).isEqualTo(TWO_BY_TWO);
    }
  }

  @Test
  void shouldTakeNamesWithColonsAndSlashes() throws Exception {
    String images = file.input("serving/images:0", "N", 1, 2, 2);
    file.node("Neg", Map.of(), List.of(images), List.of("Identity/1:0"));
    file.output("Identity/1:0", "N", 1, 2, 2);

    assertThat(answer(1, feed("serving/images:0"), 1, 2, 3, 4)).containsExactly(-1, -2, -3, -4);
  }

  @Test
  void shouldNotAskForInputsThatHaveTheirNumbers() throws Exception {
    String images = file.input("images", "N", 1, 2, 2);
    String weight = file.input(file.floats(List.of(1L), 3), 1);
    file.output(file.node("Mul", Map.of(), images, weight), "N", 1, 2, 2);

    assertThat(answer(1, feed("images"), 1, 2, 3, 4)).containsExactly(3, 6, 9, 12);
  }

  @Test
  void shouldRefuseConstantsThatDoNotFillTheirInput() throws Exception {
    String images = file.input("images", "N", 1, 2, 2);
    file.input(INT64, "size", "N", 2);
    file.output(file.node("Neg", Map.of(), images), "N", 1, 2, 2);

    try (var engine = open()) {
      var three = new Feed("images", TWO_BY_TWO, Map.of("size", List.of(1f, 2f, 3f)));

      assertThatThrownBy(() -> engine.openLane(1, three))
          .hasMessageContaining("which do not fill it");
    }
  }

  @Test
  void shouldOpenAFileWhoseNumbersLieBesideIt() throws Exception {
    Path reid = SharedFiles.require("models/reid-osnet-x0.25/osnet_x0_25_msmt17.onnx");

    assertThat(elements(reid, new Feed("input", List.of(3, 256, 128), Map.of()))).isEqualTo(512);
  }

  @Test
  void shouldRunARealFileWithInterleavedChannelsAndColons() throws Exception {
    Path reid =
        SharedFiles.require("models/person-reid-retail/person-reidentification-retail-0248.onnx");

    assertThat(elements(reid, new Feed("inputs:0", List.of(256, 128, 3), Map.of()))).isEqualTo(256);
  }

  @Test
  void shouldRunARealFileOfOneChannel() throws Exception {
    Path mnist = SharedFiles.require("models/mnist-cnn/mnist.onnx");

    assertThat(elements(mnist, new Feed("Input3", List.of(1, 28, 28), Map.of()))).isEqualTo(10);
  }

  @Test
  void shouldSeeOneInputWhereWeightsAreListedAsInputs() throws Exception {
    Path ultraface = SharedFiles.require("models/ultraface/version-RFB-320.onnx");

    try (var engine = OnnxEngine.open(ultraface, EngineOptions.cpu())) {
      assertThat(engine.tensors().inputs()).hasSize(1);
    }
  }

  private void squeezed() {
    String images = file.input("images", "N", 1, 2, 2);
    file.output(file.node("Reshape", Map.of(), images, file.longs(-1)), "n");
  }

  private static Feed feed(String input) {
    return new Feed(input, TWO_BY_TWO, Map.of());
  }

  private OnnxEngine open() throws Exception {
    Path path = folder.resolve("net.onnx");
    Files.write(path, file.write("net"));
    return OnnxEngine.open(path, EngineOptions.cpu());
  }

  private float[] answer(int pictures, Feed feed, float... numbers) throws Exception {
    try (var engine = open();
        var lane = engine.openLane(pictures, feed)) {
      lane.input().put(0, numbers);
      lane.run(pictures);
      float[] values = new float[pictures * lane.outputs().get(0).elements()];
      lane.outputs().get(0).values().get(0, values);
      return values;
    }
  }

  private static int elements(Path file, Feed feed) throws Exception {
    try (var engine = OnnxEngine.open(file, EngineOptions.cpu());
        var lane = engine.openLane(1, feed)) {
      lane.run(1);
      return lane.outputs().get(0).elements();
    }
  }
}
