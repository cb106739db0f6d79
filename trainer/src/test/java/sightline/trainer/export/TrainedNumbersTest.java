package sightline.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.onnx.OnnxModel;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

class TrainedNumbersTest {

  private static final List<Integer> PICTURE = List.of(3, 8, 8);
  private static final Layers LAYERS = Layers.named("test");

  static Stream<Arguments> nets() {
    var nets = new LinkedHashMap<String, Net>();
    nets.put("convolution and norm", net(LAYERS.convNorm("a", 6, 3, 1, Value::silu)::of));
    nets.put("bias and norm", net(LAYERS.conv("a", 6, 3, 1).then(LAYERS.norm("b"))::of));
    nets.put(
        "transposed convolution and norm",
        net(
            LAYERS
                    .convTranspose("a", 1, 2, Convolution.of(2, 0))
                    .then(LAYERS.norm("b"))
                    .then(LAYERS.convTranspose("c", 5, 2, Convolution.of(2, 0)))
                    .then(LAYERS.norm("d"))
                ::of));
    nets.put("norm alone", net(LAYERS.norm("a")::of));
    nets.put(
        "one weight twice",
        net(in -> LAYERS.convNorm("a", 3, 3, 1, Value::relu).of(in).add(twice(in))));
    nets.put("full connection", net(in -> LAYERS.linear("l", 7).of(in.reshape(192))));
    nets.put(
        "a value of its own", net(in -> in.add(in.parameter(Parameter.kept("own", 2, 3, 1, 1)))));
    return nets.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  private static Value twice(Value in) {
    return LAYERS.convNorm("a", 3, 3, 1, Value::relu).of(in.scale(2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void shouldGiveBackWhatWasExported(String name, Net net) {
    Map<String, float[]> numbers = numbers(net);

    var back = TrainedNumbers.of(read(OnnxFile.of(net, numbers, Map.of()))).orElseThrow();

    for (Parameter one : NetTable.parametersOf(net)) {
      assertThat(back.get(one.name()).sizes()).isEqualTo(one.sizes());
      assertThat(back.get(one.name()).numbers())
          .as(one.name())
          .containsExactly(numbers.get(one.name()), within(2e-7f * 8));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nets")
  void shouldAnswerTheSameWithWhatWasReadBack(String name, Net net) {
    Map<String, float[]> numbers = numbers(net);
    byte[] file = OnnxFile.of(net, numbers, Map.of());

    var back = new LinkedHashMap<String, float[]>();
    TrainedNumbers.of(read(file))
        .orElseThrow()
        .forEach((key, stored) -> back.put(key, stored.numbers()));

    assertThat(answer(net, back)).containsExactly(answer(net, numbers), within(1e-5f));
  }

  @Test
  void shouldGiveBackAWeightWhoseNormalizationIsZero() {
    Net net = net(LAYERS.convNorm("a", 6, 3, 1, Value::silu)::of);
    Map<String, float[]> numbers = numbers(net);
    numbers.get("test.a.norm.weight")[2] = 0;

    var back = TrainedNumbers.of(read(OnnxFile.of(net, numbers, Map.of()))).orElseThrow();

    assertThat(back.get("test.a.weight").numbers()).isEqualTo(numbers.get("test.a.weight"));
  }

  @Test
  void shouldGiveBackWhatOnlyTrainingNeeds() {
    Net net =
        new Net() {
          @Override
          public List<Integer> input() {
            return PICTURE;
          }

          @Override
          public Map<String, Value> forward(Value picture) {
            return Map.of("out", picture.relu(), "beside", LAYERS.conv("a", 2, 3, 1).of(picture));
          }

          @Override
          public Map<String, Value> answer(Value picture) {
            return Map.of("out", picture.relu());
          }
        };
    Map<String, float[]> numbers = numbers(net);

    var back = TrainedNumbers.of(read(OnnxFile.of(net, numbers, Map.of()))).orElseThrow();

    assertThat(back.get("test.a.weight").numbers()).isEqualTo(numbers.get("test.a.weight"));
  }

  @Test
  void shouldSayThatTheEntryIsDamaged() {
    Net net = net(LAYERS.norm("a")::of);
    OnnxModel whole = read(OnnxFile.of(net, numbers(net), Map.of()));
    var damaged =
        new OnnxModel(
            whole.opset(),
            whole.nodes(),
            whole.numbers(),
            whole.inputs(),
            whole.outputs(),
            Map.of(TrainedNumbers.KEY, "AAAA"));

    assertThatThrownBy(() -> TrainedNumbers.of(damaged))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sightline.parameters is damaged");
  }

  private static OnnxModel read(byte[] file) {
    return OnnxModel.read(file, OnnxModel.Limits.USUAL);
  }

  private static Net net(java.util.function.UnaryOperator<Value> layer) {
    return new Net() {
      @Override
      public List<Integer> input() {
        return PICTURE;
      }

      @Override
      public Map<String, Value> forward(Value picture) {
        return Map.of("out", layer.apply(picture));
      }
    };
  }

  private static Map<String, float[]> numbers(Net net) {
    var random = new Random(4);
    var numbers = new LinkedHashMap<String, float[]>();
    for (Parameter one : NetTable.parametersOf(net)) {
      var some = new float[one.count()];
      for (int i = 0; i < some.length; i++) {
        float normal = (float) random.nextGaussian();
        some[i] = one.name().endsWith("variance") ? 0.5f + Math.abs(normal) : normal;
      }
      numbers.put(one.name(), some);
    }
    return numbers;
  }

  private static float[] answer(Net net, Map<String, float[]> numbers) {
    var picture = new float[192];
    var random = new Random(8);
    for (int i = 0; i < picture.length; i++) {
      picture[i] = random.nextFloat();
    }
    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      weights.parameters().forEach(one -> weights.put(one.name(), numbers.get(one.name())));
      Tensor input = Processor.CPU.tensor(picture, 1, 3, 8, 8);
      return Processor.numbers(TorchReading.judging(weights).answer(net, input).get("out"));
    }
  }
}
