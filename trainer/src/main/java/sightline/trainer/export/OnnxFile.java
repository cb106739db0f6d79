package sightline.trainer.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.table.NetTable;

/**
 * Records the answer of a net as an ONNX file: opset 17, any batch, batch normalization folded into
 * the convolution before it, as evaluated (no noise, no dropout). What folding takes away travels
 * in the metadata, so that {@link TrainedNumbers} can give back all parameters.
 *
 * <p>Threading: stateless, any thread.
 */
public final class OnnxFile {

  /** Name of the input tensor. */
  public static final String INPUT = "images";

  private OnnxFile() {}

  /**
   * The bytes of the file.
   *
   * @param numbers of all parameters by name, row by row
   * @param metadata keys and values that travel in the file
   * @throws IllegalArgumentException when a parameter has no numbers, or too few
   */
  public static byte[] of(Net net, Map<String, float[]> numbers, Map<String, String> metadata) {
    var graph = new OnnxGraph();
    var recorder = new OnnxRecorder(graph, numbers);
    Map<String, Value> answer =
        net.answer(new OnnxValue(recorder, INPUT, NetTable.sizesOnly(net.input())));
    var outputs = new LinkedHashMap<String, List<Integer>>();
    answer.forEach(
        (name, value) -> {
          graph.publish(((OnnxValue) value).name(), name);
          outputs.put(name, value.sizes());
        });
    graph.fold();
    var all = new LinkedHashMap<>(metadata);
    all.put(TrainedNumbers.KEY, TrainedNumbers.rest(NetTable.parametersOf(net), numbers, graph));
    return graph.bytes(Map.of(INPUT, net.input()), outputs, all);
  }
}
