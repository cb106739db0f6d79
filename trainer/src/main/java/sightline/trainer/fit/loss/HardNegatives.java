package sightline.trainer.fit.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Hard negative mining [Liu 2016, "SSD", 2.2]: of all rows that are background only those with the
 * highest loss count, so many times as there are rows with objects.
 *
 * <p>Threading: none. Ownership: results belong to the caller's scope.
 */
public final class HardNegatives {

  private HardNegatives() {}

  /**
   * Which rows are background that counts; without gradient.
   *
   * @param losses (N, rows)
   * @param positives (N, rows), 1 for rows with an object
   * @param negatives (N, rows), 1 for rows that are background
   * @param ratio of background to objects, picture by picture
   * @param atLeast rows of background that count in each picture, if there are as many
   * @return (N, rows), 1 for rows that count
   */
  public static Tensor of(
      Tensor losses, Tensor positives, Tensor negatives, double ratio, int atLeast) {
    Tensor candidates = losses.detach().mul(negatives).sub(inverse(negatives)); // -1 where none
    Tensor rank = candidates.argsort(1, true).argsort(1, false); // 0 for the highest
    Tensor wanted = positives.sum(new long[] {1}, true, none()).mul(new Scalar(ratio)); // (N, 1)
    Tensor counted = rank.lt(wanted.clamp_min(new Scalar((double) atLeast)));
    return counted.to(losses.scalar_type()).mul(negatives); // (N, rows)
  }

  private static Tensor inverse(Tensor share) {
    return share.neg().add(new Scalar(1.0));
  }

  private static ScalarTypeOptional none() {
    return new ScalarTypeOptional();
  }
}
