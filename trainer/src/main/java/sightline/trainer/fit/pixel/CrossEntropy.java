package sightline.trainer.fit.pixel;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.net.scene.PixelClasses.Kind;

/**
 * Cross-entropy of each pixel, averaged with the weight w of what the pixel shows:
 *
 * <pre>
 *   exclusive classes   -log softmax(x)[y]
 *   each other logit    -y log sigmoid(x) - (1 - y) log(1 - sigmoid(x))
 *   loss                sum of w * these / sum of w
 * </pre>
 *
 * <p>Over pixels as in J. Long, E. Shelhamer, T. Darrell, 2015.
 */
record CrossEntropy(ClassWeights weights) implements PixelLoss {

  @Override
  public Tensor of(Tensor logits, PixelTruth truth) {
    return truth.mean(logs(logits, truth).neg(), weights.of(truth));
  }

  /** Logarithm of the probability that is given to what each pixel shows: (N, planes, H, W). */
  static Tensor logs(Tensor logits, PixelTruth truth) {
    if (truth.classes().kind() == Kind.EXCLUSIVE) {
      return torch.gather(torch.log_softmax(logits, 1), 1, truth.planes()); // (N, 1, H, W)
    }
    Tensor targets = truth.targets(); // (N, channels, H, W)
    Tensor signs = targets.add(targets).sub(torch.ones_like(targets));
    return torch.log_sigmoid(logits.mul(signs));
  }
}
