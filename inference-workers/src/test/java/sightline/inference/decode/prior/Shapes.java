package sightline.inference.decode.prior;

import java.util.ArrayList;
import java.util.List;
import sightline.inference.decode.Tensor;

/** Outputs as the families of small nets have them, all zero. */
final class Shapes {

  private Shapes() {}

  /** Twelve, for 64x32 px. */
  static List<Tensor> yunet() {
    List<Tensor> outputs = new ArrayList<>();
    for (int stride : new int[] {8, 16, 32}) {
      int cells = (64 / stride) * (32 / stride);
      outputs.add(new Tensor("cls_" + stride, cells, 1));
      outputs.add(new Tensor("obj_" + stride, cells, 1));
      outputs.add(new Tensor("bbox_" + stride, cells, 4));
      outputs.add(new Tensor("kps_" + stride, cells, 10));
    }
    return outputs;
  }

  /** Scores and boxes of {@code rows} rows. */
  static List<Tensor> pair(int rows, int columns) {
    return List.of(new Tensor("scores", rows, columns), new Tensor("boxes", rows, 4));
  }

  /** Labels, boxes and scores of {@code rows} rows, named {@code prefix} and so. */
  static List<Tensor> listed(String boxes, String scores, String labels, int rows) {
    return List.of(new Tensor(boxes, rows, 4), new Tensor(scores, rows), new Tensor(labels, rows));
  }
}
