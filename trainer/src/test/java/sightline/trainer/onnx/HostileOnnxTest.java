package sightline.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.net.table.NetTable;

/** Whatever the bytes are, they are read, or refused with a sentence. */
class HostileOnnxTest {

  private static final OnnxModel.Limits LIMITS = new OnnxModel.Limits(1 << 20, 50, 1 << 16);

  @Test
  void shouldReadWhatWasWritten() {
    OnnxModel model = OnnxModel.read(file(), LIMITS);

    assertThat(model.opset()).isEqualTo(17);
    assertThat(model.inputs()).isEqualTo(Map.of("images", List.of(0, 3, 8, 8)));
    assertThat(model.outputs()).containsExactly("out");
    assertThat(model.nodes()).extracting(OnnxNode::operator).contains("Conv", "Relu");
    assertThat(model.numbers().get("test.a.weight").sizes()).isEqualTo(List.of(4, 3, 3, 3));
  }

  @Test
  void shouldRefuseEveryFileThatIsCutOff() {
    byte[] whole = file();
    for (int length = 0; length < whole.length; length += 7) {
      surviving(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldSurviveBytesThatWereChanged(int seed) {
    var random = new Random(seed);
    for (int attempt = 0; attempt < 500; attempt++) {
      byte[] spoiled = file();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
      }
      surviving(spoiled);
    }
  }

  @Test
  void shouldRefuseMoreNodesThanAllowed() {
    assertThatThrownBy(() -> OnnxModel.read(file(), new OnnxModel.Limits(1 << 20, 2, 1 << 16)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more nodes than allowed");
  }

  private static void surviving(byte[] bytes) {
    try {
      var graph = new FileGraph(OnnxModel.read(bytes, LIMITS));
      graph.of(NetTable.sizesOnly(List.of(3, 8, 8)), List.of("out"));
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static byte[] file() {
    Net net =
        new Net() {
          @Override
          public List<Integer> input() {
            return List.of(3, 8, 8);
          }

          @Override
          public Map<String, Value> forward(Value picture) {
            Value x = Layers.named("test").conv("a", 4, 3, 1).of(picture).relu();
            return Map.of("out", x.slice(0, 0, 2).cat(0, List.of(x)).reshape(6, 64));
          }
        };
    var numbers = new LinkedHashMap<String, float[]>();
    for (Parameter one : NetTable.parametersOf(net)) {
      numbers.put(one.name(), new float[one.count()]);
    }
    return OnnxFile.of(net, numbers, Map.of("key", "value"));
  }
}
