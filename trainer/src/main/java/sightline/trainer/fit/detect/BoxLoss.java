package sightline.trainer.fit.detect;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.fit.loss.BoxLosses;

/** How wrong the boxes of rows with objects are. */
@FunctionalInterface
interface BoxLoss {

  /** What a box counts beside objectness and class [Redmon 2016, 2.2]. */
  double FACTOR = 5;

  /** Greatest logarithm of a side that losses look at: exp of more is no side of a picture. */
  double MOST = 8;

  /**
   * @param boxes center x, center y, width, height, (P, 4)
   * @param truths edges, (P, 4)
   * @return (P)
   */
  Tensor of(Tensor boxes, Tensor truths);

  /**
   * By kind: {@code ciou}, {@code giou}, {@code iou} or {@code squares}.
   *
   * @param unit in which the squares measure the center
   */
  static BoxLoss of(String kind, double unit) {
    return switch (kind) {
      case "giou" -> (boxes, truths) -> BoxLosses.giou(BoxLosses.edges(boxes), truths);
      case "iou" -> (boxes, truths) -> BoxLosses.iou(BoxLosses.edges(boxes), truths);
      case "squares" -> (boxes, truths) -> squares(boxes, truths, unit);
      default -> (boxes, truths) -> BoxLosses.ciou(BoxLosses.edges(boxes), truths);
    };
  }

  /** Of the center in units and of the logarithms of the sides [Redmon and Farhadi 2017, 2]. */
  private static Tensor squares(Tensor boxes, Tensor truths, double unit) {
    Tensor from = truths.narrow(1, 0, 2); // (P, 2)
    Tensor to = truths.narrow(1, 2, 2); // (P, 2)
    Tensor centers = from.add(to).mul(new Scalar(.5)).sub(boxes.narrow(1, 0, 2));
    Tensor sides = torch.log(boxes.narrow(1, 2, 2)).sub(torch.log(to.sub(from)));
    return centers.div(new Scalar(unit)).square().add(sides.square()).sum(1); // (P)
  }

  /** exp that stays finite. */
  static Tensor exp(Tensor logarithms) {
    return logarithms.clamp_max(new Scalar(MOST)).exp();
  }
}
