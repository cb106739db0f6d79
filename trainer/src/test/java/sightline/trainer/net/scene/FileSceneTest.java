package sightline.trainer.net.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.Test;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.export.OnnxRun;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;
import sightline.trainer.testdata.SharedFiles;

class FileSceneTest {

  private static final List<Integer> PICTURE = List.of(3, 64, 96);

  private static Path file() {
    return SharedFiles.require("models/yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx");
  }

  private static SceneNet net() {
    var settings = new Settings("net.parameters", Map.of("file", file().toString()));
    return SceneNet.of("backbone", settings, PICTURE, new PixelClasses(Kind.EXCLUSIVE, 4));
  }

  @Test
  void shouldLearnTheFileAndADecoder() {
    assertThat(NetTable.parametersOf(net()))
        .extracting(Parameter::name)
        .contains("decoder.stride8.weight", "decoder.stride32.bias")
        .anyMatch(name -> name.startsWith("backbone."));
  }

  @Test
  void shouldSayTheSameOnOnnxRuntime() throws Exception {
    SceneNet net = net();
    var picture = new float[3 * 64 * 96];
    var random = new Random(2);
    for (int i = 0; i < picture.length; i++) {
      picture[i] = random.nextFloat();
    }
    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      FileGraph.read(file())
          .numbers()
          .forEach(
              (name, stored) -> {
                if (weights.parameters().stream().anyMatch(one -> one.name().equals(name))) {
                  weights.put(name, stored.numbers());
                }
              });
      var input = Processor.CPU.tensor(picture, 1, 3, 64, 96);
      float[] computed =
          Processor.numbers(TorchReading.judging(weights).answer(net, input).get("scores"));

      byte[] file = OnnxFile.of(net, weights.numbers(), Map.of());

      assertThat(OnnxRun.of(file, picture, 1, 3, 64, 96).get("scores"))
          .containsExactly(computed, within(1e-4f));
    }
  }
}
