package sightline.trainer.net.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.trainer.export.OnnxRun;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.numbers.SafeTensors.Stored;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;
import sightline.trainer.testdata.SharedFiles;

/** Which files of others can be a backbone, and which say why they cannot. */
class SharedGraphsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "fastestdet/FastestDet.onnx, 3, 352, 352, 8 16 32",
    "mnist-cnn/mnist.onnx, 1, 28, 28, 1 2",
    "nanodet-m/nanodet_m_320.onnx, 3, 320, 320, 8 16 32",
    "nanodet-m/nanodet_m_416.onnx, 3, 416, 416, 8 16 32",
    "seg-road-adas-0001/road_segmentation_adas_0001.onnx, 3, 512, 896, 4 8",
    "seg-sinet-portrait/SINet_Softmax.onnx, 3, 320, 320, 2 4",
    "seg-twinlitenet/twinlitenet.onnx, 3, 360, 640, 4 8",
    "ultraface/version-RFB-320.onnx, 3, 240, 320, 4 8 16",
    "ultraface/version-RFB-320_without_postprocessing.onnx, 3, 240, 320, 4 8 16",
    "yolo-fastest-1.1-darknet/yolo-fastest-1.1.onnx, 3, 320, 320, 8 16 32",
    "yolo-fastest-1.1-darknet/yolo-fastest-1.1-xl.onnx, 3, 320, 320, 8 16 32",
    "yolo-lite-darknet/tiny-yolov2-trial3-416.onnx, 3, 416, 416, 8 16 32",
    "yolox-nano/yolox_nano_416x416.onnx, 3, 416, 416, 8 16 32",
    "yunet/yunet_n_320_320.onnx, 3, 320, 320, 8 16 32",
    "yunet/yunet_n_dynamic.onnx, 3, 320, 320, 8 16 32",
  })
  void shouldSayTheSameAsOnnxRuntimeWhereAFileIsCut(
      String name, int channels, int height, int width, String strides) throws Exception {
    Path file = SharedFiles.require("models/" + name);
    var input = List.of(channels, height, width);
    var graph = FileGraph.read(file);
    List<Integer> wanted = Stream.of(strides.split(" ")).map(Integer::valueOf).toList();
    Cuts cuts = Cuts.of(graph, input, wanted, any -> "");
    float[] picture = picture(channels * height * width);

    Map<String, float[]> computed = computed(graph, cuts, input, picture);

    Map<String, float[]> expected = expected(file, cuts, input, picture);
    computed.forEach((cut, numbers) -> assertClose(cut, numbers, expected.get(cut)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "deimv2-atto-int8/deimv2_atto_coco_int8.onnx, 3, 320, 320, DynamicQuantizeLinear",
    "person-reid-retail/person-reidentification-retail-0248.onnx, 3, 256, 128, ReduceMean",
    "reid-osnet-x0.25/osnet_x0_25_msmt17.onnx, 3, 256, 128, not float32 within the file",
    "yolov8n-int8-AGPL/yolov8n_int8_b.onnx, 3, 320, 320, DynamicQuantizeLinear",
    "yolov8n-seg-int8-AGPL/yolov8n-seg_int8.onnx, 3, 320, 320, DynamicQuantizeLinear",
  })
  void shouldNameTheOperatorThatIsNotCovered(
      String name, int channels, int height, int width, String why) {
    var graph = FileGraph.read(SharedFiles.require("models/" + name));

    assertThatThrownBy(
            () -> Cuts.of(graph, List.of(channels, height, width), List.of(8, 16), any -> ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static Map<String, float[]> computed(
      FileGraph graph, Cuts cuts, List<Integer> input, float[] picture) {
    Net net = net(cuts, input);
    Map<String, Stored> numbers = graph.numbers();
    try (var scope = new PointerScope();
        var guard = new NoGradGuard();
        var weights = Weights.begin(NetTable.parametersOf(net), 5, Processor.CPU)) {
      weights
          .parameters()
          .forEach(one -> weights.put(one.name(), numbers.get(one.name()).numbers()));
      var tensor = Processor.CPU.tensor(picture, 1, input.get(0), input.get(1), input.get(2));
      var computed = new LinkedHashMap<String, float[]>();
      TorchReading.judging(weights)
          .answer(net, tensor)
          .forEach((name, value) -> computed.put(name, Processor.numbers(value)));
      return computed;
    }
  }

  private static Net net(Cuts cuts, List<Integer> input) {
    return new Net() {
      @Override
      public List<Integer> input() {
        return input;
      }

      @Override
      public Map<String, Value> forward(Value picture) {
        var values = new LinkedHashMap<String, Value>();
        List<Value> all = cuts.of(picture);
        List<String> names = List.copyOf(cuts.names().values());
        for (int i = 0; i < all.size(); i++) {
          values.put(names.get(i), all.get(i));
        }
        return values;
      }
    };
  }

  /** The file with its inner values as outputs; two graphs of a file are put together. */
  private static Map<String, float[]> expected(
      Path file, Cuts cuts, List<Integer> input, float[] picture) throws Exception {
    var graph = new ByteArrayOutputStream();
    for (String name : cuts.names().values()) {
      graph.write(field(12, field(1, name.getBytes(StandardCharsets.UTF_8))));
    }
    var bytes = new ByteArrayOutputStream();
    bytes.write(Files.readAllBytes(file));
    bytes.write(field(7, graph.toByteArray()));
    boolean last = FileGraph.read(file).file().inputs().values().iterator().next().get(3) == 3;
    return last
        ? OnnxRun.of(bytes.toByteArray(), channelsLast(picture), 1, input.get(1), input.get(2), 3)
        : OnnxRun.of(bytes.toByteArray(), picture, 1, input.get(0), input.get(1), input.get(2));
  }

  private static byte[] field(int number, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    int left = content.length;
    for (; left > 127; left >>>= 7) {
      out.write(left & 127 | 128);
    }
    out.write(left);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static float[] channelsLast(float[] picture) {
    var last = new float[picture.length];
    int pixels = picture.length / 3;
    for (int i = 0; i < picture.length; i++) {
      last[i % pixels * 3 + i / pixels] = picture[i];
    }
    return last;
  }

  private static float[] picture(int count) {
    var random = new Random(6);
    var numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static void assertClose(String cut, float[] computed, float[] expected) {
    assertThat(expected).as(cut).hasSameSizeAs(computed);
    double greatest = 1;
    double error = 0;
    for (int i = 0; i < computed.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(computed[i] - expected[i]));
    }
    assertThat(error / greatest).as(cut).isCloseTo(0, within(1e-4));
  }
}
