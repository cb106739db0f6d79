package sightline.trainer.fit.pixel;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy in which pixels that are told surely count little: with p the probability that is
 * given to what a pixel shows,
 *
 * <pre>
 *   loss = sum of -w (1 - p)^gamma log p / sum of w
 * </pre>
 *
 * <p>T.-Y. Lin, P. Goyal, R. Girshick, K. He, P. Dollár, "Focal Loss for Dense Object Detection",
 * 2017; their alpha is the weight of a class.
 *
 * @param gamma 0 for cross-entropy, 2 usually
 */
record Focal(ClassWeights weights, double gamma) implements PixelLoss {

  /** Keeps the gradient of the power finite where p is 1. */
  private static final float LEAST = 1e-6f;

  @Override
  public Tensor of(Tensor logits, PixelTruth truth) {
    Tensor logs = CrossEntropy.logs(logits, truth); // (N, planes, H, W)
    Tensor rest = torch.clamp_min(torch.ones_like(logs).sub(logs.exp()), new Scalar(LEAST));
    Tensor losses = rest.pow(new Scalar(gamma)).mul(logs).neg();
    return truth.mean(losses, weights.of(truth));
  }
}
