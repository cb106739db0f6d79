package sightline.trainer.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import sightline.trainer.net.Net;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;

/**
 * Shows numbers of any kind to a net, or to a part of one: codes to a decoder, for example.
 *
 * <p>Threading: one platform thread. Ownership: tensors are freed before a method returns.
 */
public final class Pass {

  private Pass() {}

  /**
   * What {@link Net#answer} gives outside training, by name, sample by sample.
   *
   * @param rows inputs, each as long as {@link Net#input} says
   */
  public static Map<String, List<float[]>> of(Net net, Weights weights, List<float[]> rows) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      List<Integer> sizes = net.input();
      long[] shape = {rows.size(), sizes.get(0), sizes.get(1), sizes.get(2)};
      Tensor given = weights.processor().tensor(together(rows), shape);
      var answers = new LinkedHashMap<String, List<float[]>>();
      TorchReading.judging(weights)
          .answer(net, given)
          .forEach((name, tensor) -> answers.put(name, apart(tensor, rows.size())));
      return answers;
    }
  }

  private static float[] together(List<float[]> rows) {
    int length = rows.get(0).length;
    var all = new float[rows.size() * length];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * length, length);
    }
    return all;
  }

  private static List<float[]> apart(Tensor tensor, int count) {
    float[] all = Processor.numbers(tensor);
    int length = all.length / count;
    var rows = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      var row = new float[length];
      System.arraycopy(all, i * length, row, 0, length);
      rows.add(row);
    }
    return rows;
  }
}
