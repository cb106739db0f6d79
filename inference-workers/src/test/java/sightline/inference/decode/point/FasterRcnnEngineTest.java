package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.manifest.Manifests;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.testmodel.OnnxWriter;

/** A net whose outputs are as long as there are lit pixels in the picture, without a batch axis. */
class FasterRcnnEngineTest {

  private static final int SIDE = 16;
  private static final Letterbox WHOLE = new Letterbox(new FrameSize(SIDE, SIDE), 0, 0, SIDE, SIDE);
  private static final String MANIFEST =
      """
      task: detect
      input: {width: 16, height: 16, layout: NCHW, color: RGB, fit: STRETCH, pad: 0,
        mean: [0], std: [1], scale: 1, maxBatch: 1}
      decoder: {family: faster-rcnn, outputs: "boxes, numbers, scores", background: none}
      suppression: {kind: NONE}
      labels: [pixel]
      maxOverlap: 1
      """;

  @TempDir private Path folder;
  private Path file;

  /** Each lit pixel is a box from its channel's column in the first row to itself. */
  @BeforeEach
  void writeModel() throws Exception {
    var writer = new OnnxWriter();
    String picture = writer.input("images", 1, 3, SIDE, SIDE);
    String places =
        writer.node(
            "Transpose", Map.of("perm", List.of(1, 0)), writer.node("NonZero", Map.of(), picture));
    writer.node("Cast", Map.of("to", OnnxWriter.FLOAT), List.of(places), List.of("boxes"));
    String nothing =
        writer.node(
            "Mul",
            Map.of(),
            writer.node("ReduceMax", Map.of("axes", List.of(1), "keepdims", 0), "boxes"),
            writer.floats(List.of(), 0));
    writer.node(
        "Add", Map.of(), List.of(nothing, writer.floats(List.of(), .9f)), List.of("scores"));
    writer.node("Add", Map.of(), List.of(nothing, writer.floats(List.of(), 0)), List.of("numbers"));
    writer.output("boxes", "n", 4);
    writer.output("numbers", "n");
    writer.output("scores", "n");
    file = Files.write(folder.resolve("pixels.onnx"), writer.write("pixels"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void shouldFindAsManyObjectsAsThereAre(int lit) throws Exception {
    assertThat(look(lit)).hasSize(lit);
  }

  @Test
  void shouldFindThemWhereTheyAre() throws Exception {
    assertThat(look(1)).containsExactly(new Detection(new Box(0, 0, 3, 3), 0, "pixel", .9f));
  }

  private List<Detection> look(int lit) throws Exception {
    try (Engine engine = OnnxEngine.open(file, EngineOptions.cpu())) {
      ModelManifest manifest = Manifests.read(MANIFEST, "pixels", engine.tensors());
      try (Engine.Lane lane = engine.openLane(manifest.maxBatch(), manifest.feed())) {
        for (int pixel = 0; pixel < lit; pixel++) {
          lane.input().put((3 + pixel) * SIDE + 3 + pixel, 1);
        }
        lane.run(1);
        List<Tensor> outputs = lane.outputs().stream().map(FasterRcnnEngineTest::tensor).toList();
        return Readings.of(manifest, new Reading.Bounds(100, 64)).read(outputs, WHOLE, () -> {});
      }
    }
  }

  private static Tensor tensor(Engine.Output output) {
    var tensor =
        new Tensor(output.name(), output.shape().stream().mapToInt(Integer::intValue).toArray());
    tensor.read(output.values(), 0);
    return tensor;
  }
}
