package sightline.trainer.fit.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How wrong boxes are: one number for each row. Boxes are (P, 4): left, top, right, bottom in any
 * unit of length.
 *
 * <p>Threading: none. Ownership: results belong to the caller's scope.
 */
public final class BoxLosses {

  /** Keeps divisions finite where boxes have no area; far below a pixel's. */
  private static final double EPSILON = 1e-7;

  private BoxLosses() {}

  /**
   * Intersection over union, 0 to 1.
   *
   * @return (P)
   */
  public static Tensor overlap(Tensor guesses, Tensor truths) {
    return new Pairs(guesses, truths).overlap();
  }

  /**
   * {@code 1 - IoU} [Yu 2016, "UnitBox"]; without gradient where nothing is shared.
   *
   * @return (P), 0 to 1
   */
  public static Tensor iou(Tensor guesses, Tensor truths) {
    return inverse(overlap(guesses, truths));
  }

  /**
   * {@code 1 - IoU + (hull - union) / hull}, hull being the smallest box around both [Rezatofighi
   * 2019].
   *
   * @return (P), 0 to 2
   */
  public static Tensor giou(Tensor guesses, Tensor truths) {
    var pairs = new Pairs(guesses, truths);
    Tensor hull = pairs.hullWidth().mul(pairs.hullHeight()).add(new Scalar(EPSILON));
    return inverse(pairs.overlap()).add(hull.sub(pairs.union()).div(hull));
  }

  /**
   * {@code 1 - IoU + d^2 / c^2 + alpha v} with the distance d of the centers, the diagonal c of the
   * hull, {@code v = 4/pi^2 (atan(w'/h') - atan(w/h))^2} and {@code alpha = v / (1 - IoU + v)},
   * which counts as constant [Zheng 2020, "Distance-IoU Loss"].
   *
   * @return (P)
   */
  public static Tensor ciou(Tensor guesses, Tensor truths) {
    return ciou(guesses, truths, balance(guesses, truths));
  }

  /** The factor alpha, (P), without gradient. */
  static Tensor balance(Tensor guesses, Tensor truths) {
    Tensor shape = shape(guesses.detach(), truths);
    Tensor rest = iou(guesses.detach(), truths).add(shape).add(new Scalar(EPSILON));
    return shape.div(rest);
  }

  static Tensor ciou(Tensor guesses, Tensor truths, Tensor balance) {
    var pairs = new Pairs(guesses, truths);
    Tensor across = center(guesses, 0).sub(center(truths, 0));
    Tensor down = center(guesses, 1).sub(center(truths, 1));
    Tensor diagonal = pairs.hullWidth().square().add(pairs.hullHeight().square());
    Tensor apart = across.square().add(down.square()).div(diagonal.add(new Scalar(EPSILON)));
    return inverse(pairs.overlap()).add(apart).add(balance.mul(shape(guesses, truths)));
  }

  /** v, (P). */
  private static Tensor shape(Tensor guesses, Tensor truths) {
    return angle(truths).sub(angle(guesses)).square().mul(new Scalar(4 / (Math.PI * Math.PI)));
  }

  private static Tensor angle(Tensor boxes) {
    Tensor height = side(boxes, 1).add(new Scalar(EPSILON));
    return torch.atan(side(boxes, 0).div(height));
  }

  /**
   * {@code x^2 / (2 beta)} where |x| is below beta, else {@code |x| - beta / 2}; x is the
   * difference [Girshick 2015, "Fast R-CNN", 2.3, with beta 1].
   *
   * @param guesses of any sizes
   * @param truths of the same sizes
   * @return of the same sizes
   */
  public static Tensor smoothL1(Tensor guesses, Tensor truths, double beta) {
    Tensor apart = guesses.sub(truths).abs();
    Tensor near = apart.square().mul(new Scalar(.5 / beta));
    return torch.where(apart.lt(new Scalar(beta)), near, apart.sub(new Scalar(beta / 2)));
  }

  /**
   * Center x, center y, width, height to edges.
   *
   * @param boxes (P, 4)
   * @return (P, 4)
   */
  public static Tensor edges(Tensor boxes) {
    Tensor centers = boxes.narrow(1, 0, 2); // (P, 2)
    Tensor halves = boxes.narrow(1, 2, 2).mul(new Scalar(.5)); // (P, 2)
    return torch.hstack(new TensorVector(centers.sub(halves), centers.add(halves)));
  }

  private static Tensor inverse(Tensor share) {
    return share.neg().add(new Scalar(1.0));
  }

  private static Tensor edge(Tensor boxes, int edge) {
    return boxes.select(1, edge);
  }

  /** Width (axis 0) or height (axis 1), (P). */
  private static Tensor side(Tensor boxes, int axis) {
    return edge(boxes, 2 + axis).sub(edge(boxes, axis));
  }

  private static Tensor center(Tensor boxes, int axis) {
    return edge(boxes, 2 + axis).add(edge(boxes, axis)).mul(new Scalar(.5));
  }

  /** Row by row, each (P). */
  private record Pairs(Tensor guesses, Tensor truths) {

    Tensor overlap() {
      return shared().div(union());
    }

    private Tensor shared() {
      return shared(0).mul(shared(1));
    }

    private Tensor shared(int axis) {
      Tensor from = torch.maximum(edge(guesses, axis), edge(truths, axis));
      Tensor to = torch.minimum(edge(guesses, 2 + axis), edge(truths, 2 + axis));
      return torch.relu(to.sub(from));
    }

    Tensor union() {
      Tensor areas = area(guesses).add(area(truths));
      return areas.sub(shared()).add(new Scalar(EPSILON));
    }

    private static Tensor area(Tensor boxes) {
      return side(boxes, 0).mul(side(boxes, 1));
    }

    Tensor hullWidth() {
      return hull(0);
    }

    Tensor hullHeight() {
      return hull(1);
    }

    private Tensor hull(int axis) {
      Tensor from = torch.minimum(edge(guesses, axis), edge(truths, axis));
      Tensor to = torch.maximum(edge(guesses, 2 + axis), edge(truths, 2 + axis));
      return to.sub(from);
    }
  }
}
