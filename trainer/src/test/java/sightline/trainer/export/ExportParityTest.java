package sightline.trainer.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
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
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.Value.Padding;
import sightline.trainer.net.Value.Pooling;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/** Whatever can be written against a value says the same on libtorch and on ONNX Runtime. */
class ExportParityTest {

  private static final List<Integer> PICTURE = List.of(4, 12, 16);
  private static final int BATCH = 3;
  private static final Layers LAYERS = Layers.named("test");

  static Stream<Arguments> layers() {
    var layers = new LinkedHashMap<String, Layer>();
    layers.put("conv", LAYERS.conv("a", 6, 3, 1));
    layers.put("strided conv", LAYERS.conv("a", 6, 3, 2));
    layers.put("dilated conv", LAYERS.conv("a", 6, 3, new Convolution(1, 2, 2, 1)));
    layers.put("grouped conv", LAYERS.conv("a", 8, 3, new Convolution(1, 1, 1, 2)));
    layers.put("depthwise conv", LAYERS.conv("a", 4, 3, new Convolution(1, 1, 1, 4)));
    layers.put("conv and norm", LAYERS.convNorm("a", 6, 3, 1, Value::relu));
    layers.put("conv with bias and norm", LAYERS.conv("a", 6, 3, 1).then(LAYERS.norm("n")));
    layers.put("transposed conv", LAYERS.convTranspose("a", 5, 4, Convolution.of(2, 1)));
    layers.put(
        "transposed conv and norm",
        LAYERS.convTranspose("a", 5, 2, Convolution.of(2, 0)).then(LAYERS.norm("n")));
    layers.put("norm alone", LAYERS.norm("n"));
    layers.put(
        "conv read twice and norm",
        in -> {
          Value once = LAYERS.conv("a", 4, 3, 1).of(in);
          return once.add(LAYERS.norm("n").of(once));
        });
    layers.put(
        "two normalizations of one conv",
        in -> {
          Value once = LAYERS.conv("a", 4, 3, 1).of(in);
          return LAYERS.norm("m").of(once).add(LAYERS.norm("n").of(once));
        });
    layers.put("linear", in -> LAYERS.linear("l", 7).of(in.reshape(4 * 12 * 16)));
    layers.put("linear over rows", LAYERS.linear("l", 5));
    addSizes(layers);
    return layers.entrySet().stream().map(one -> Arguments.of(one.getKey(), one.getValue()));
  }

  private static void addSizes(Map<String, Layer> layers) {
    layers.put("max pool", in -> in.maxPool(Pooling.of(2)));
    layers.put("max pool of stride 1", in -> in.maxPool(new Pooling(2, 1, 0, 1)));
    layers.put("overlapping max pool", in -> in.maxPool(new Pooling(3, 2, 1, 1)));
    layers.put("average pool", in -> in.averagePool(Pooling.of(2)));
    layers.put("average pool with padding", in -> in.averagePool(new Pooling(3, 1, 1, 1)));
    layers.put("global average", Value::globalAverage);
    layers.put(
        "max unpool",
        in -> {
          Value.Pooled pooled = in.maxPoolIndexed(Pooling.of(2));
          return LAYERS.conv("a", 4, 3, 1).of(pooled.value()).maxUnpool(pooled);
        });
    layers.put("nearest", in -> in.nearest(2));
    layers.put("bed of nails", in -> in.bedOfNails(2));
    layers.put("bilinear up", in -> in.bilinear(24, 32));
    layers.put("bilinear by no whole factor", in -> in.bilinear(29, 37));
    layers.put("bilinear down", in -> in.bilinear(7, 5));
    layers.put("softmax", in -> in.softmax(0));
    layers.put("sigmoid, tanh, exp", in -> in.sigmoid().add(in.tanh()).add(in.exp()));
    layers.put("softplus, abs, sqrt", in -> in.softplus().add(in.abs().sqrt()));
    layers.put("log", in -> in.abs().shift(1).log());
    layers.put("silu, leaky", in -> in.silu().multiply(in.leakyRelu(0.1)));
    layers.put("divide, clip", in -> in.divide(in.exp()).clip(-0.5, 0.7).scale(3));
    layers.put("subtract spread", in -> in.subtract(in.mean(0)).add(in.sum(2)));
    layers.put("permute, reshape", in -> in.permute(1, 2, 0).reshape(12 * 16, 4));
    layers.put("slice, cat", in -> in.slice(0, 1, 3).cat(0, List.of(in, in.slice(0, 0, 1))));
    layers.put("pad", in -> in.pad(new Padding(1, 2, 3, 4), 0.5));
    layers.put("tiles", in -> in.toTiles(3, 2).maxPool(Pooling.of(2)).fromTiles(3, 2));
    layers.put(
        "constant", in -> in.multiply(in.constant(new float[] {1, 2, 3, 4}, List.of(4, 1, 1))));
    layers.put("kept parameter", in -> in.add(in.parameter(Parameter.kept("k", 2, 4, 1, 1))));
    layers.put("noise and dropout", in -> in.add(in.noise()).dropout(0.5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void shouldSayTheSameInAllReadings(String name, Layer layer) throws Exception {
    Net net = new OneLayer(layer);
    float[] pictures = numbers(BATCH * 4 * 12 * 16, new Random(3));

    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      weights.parameters().forEach(one -> weights.put(one.name(), strange(one)));
      Tensor input = Processor.CPU.tensor(FloatBuffer.wrap(pictures), BATCH, 4, 12, 16);
      Tensor answer = TorchReading.judging(weights).answer(net, input).get("out");
      byte[] file = OnnxFile.of(net, weights.numbers(), Map.of("key", "value"));
      float[] recorded = OnnxRun.of(file, pictures, BATCH, 4, 12, 16).get("out");

      assertThat(
              List.of(BATCH, NetTable.answersOf(net).get("out"))
                  .toString()
                  .replaceAll("[\\[\\] ]", ""))
          .isEqualTo(java.util.Arrays.toString(answer.shape()).replaceAll("[\\[\\] ]", ""));
      assertClose(Processor.numbers(answer), recorded);
    }
  }

  @Test
  void shouldFoldTheNormalizationAfterAConvolution() {
    Net net = new OneLayer(LAYERS.convNorm("a", 6, 3, 1, Value::relu));

    byte[] file = OnnxFile.of(net, begun(net), Map.of());

    assertThat(new String(file, ISO_8859_1)).contains("Conv").doesNotContain("BatchNormalization");
  }

  private static Map<String, float[]> begun(Net net) {
    try (var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      return weights.numbers();
    }
  }

  private static void assertClose(float[] computed, float[] recorded) {
    assertThat(recorded).hasSameSizeAs(computed);
    for (int i = 0; i < computed.length; i++) {
      assertThat(recorded[i])
          .isCloseTo(computed[i], within(2e-5f * Math.max(1, Math.abs(computed[i]))));
    }
  }

  /** Statistics that are not those of a net that was never trained. */
  private static float[] strange(Parameter parameter) {
    var random = new Random(parameter.name().length());
    float[] numbers = numbers(parameter.count(), random);
    if (parameter.name().endsWith("variance")) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = 0.5f + Math.abs(numbers[i]);
      }
    }
    return numbers;
  }

  private static float[] numbers(int count, Random random) {
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private record OneLayer(Layer layer) implements Net {
    @Override
    public List<Integer> input() {
      return PICTURE;
    }

    @Override
    public Map<String, Value> forward(Value picture) {
      return Map.of("out", layer.of(picture));
    }
  }
}
