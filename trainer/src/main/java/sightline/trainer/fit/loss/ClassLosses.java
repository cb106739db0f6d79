package sightline.trainer.fit.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How wrong classes are: one number for each row or element, not yet summed, finite for all finite
 * logits.
 *
 * <p>Threading: none. Ownership: results belong to the caller's scope.
 */
public final class ClassLosses {

  private ClassLosses() {}

  /**
   * Cross-entropy {@code -log softmax(logits)[c]} of the true class c.
   *
   * @param logits (P, classes)
   * @param classes (P), int64
   * @return (P)
   */
  public static Tensor crossEntropy(Tensor logits, Tensor classes) {
    return logLikelihood(logits, classes).neg(); // (P)
  }

  /**
   * Binary cross-entropy {@code -t log p - (1 - t) log(1 - p)}, p = sigmoid(logit), computed as
   * {@code log(1 + exp(x)) - x t}.
   *
   * @param logits of any sizes
   * @param targets of the same sizes, 0 to 1
   * @return of the same sizes
   */
  public static Tensor binaryCrossEntropy(Tensor logits, Tensor targets) {
    return torch.softplus(logits).sub(logits.mul(targets));
  }

  /**
   * Focal loss of independent classes {@code -alpha_t (1 - p_t)^gamma log p_t}, with p_t = p and
   * alpha_t = alpha where the target is 1, else 1 - p and 1 - alpha [Lin 2017, "Focal Loss for
   * Dense Object Detection", 3.2].
   *
   * @param logits of any sizes
   * @param targets of the same sizes, 0 or 1
   * @return of the same sizes
   */
  public static Tensor focal(Tensor logits, Tensor targets, double alpha, double gamma) {
    Tensor likelihood = binaryCrossEntropy(logits, targets).neg().exp(); // p_t
    Tensor easy = likelihood.neg().add(new Scalar(1.0)).pow(new Scalar(gamma));
    Tensor balance = targets.mul(new Scalar(2 * alpha - 1)).add(new Scalar(1 - alpha));
    return balance.mul(easy).mul(binaryCrossEntropy(logits, targets));
  }

  /**
   * Focal loss of exclusive classes {@code -(1 - p_c)^gamma log p_c}, p = softmax(logits) and c the
   * true class, the extension that [Lin 2017, 3] names.
   *
   * @param logits (P, classes)
   * @param classes (P), int64
   * @return (P)
   */
  public static Tensor softmaxFocal(Tensor logits, Tensor classes, double gamma) {
    Tensor likelihood = logLikelihood(logits, classes); // (P)
    Tensor easy = likelihood.exp().neg().add(new Scalar(1.0)).pow(new Scalar(gamma)); // (P)
    return easy.mul(likelihood).neg(); // (P)
  }

  /** (P), the logarithm of the share of the true class. */
  private static Tensor logLikelihood(Tensor logits, Tensor classes) {
    return torch.log_softmax(logits, 1).gather(1, classes.unsqueeze(1)).squeeze(1);
  }
}
