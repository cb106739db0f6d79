package sightline.trainer.fit.pixel;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import sightline.trainer.net.scene.PixelClasses.Kind;

/**
 * What is missing to full overlap, for each class over all pixels of the batch, averaged over the
 * classes: with probability p and truth g of 0 or 1,
 *
 * <pre>
 *   loss = mean of 1 - (2 sum(p g) + 1) / (sum(p^2) + sum(g^2) + 1)
 * </pre>
 *
 * <p>F. Milletari, N. Navab, S.-A. Ahmadi, "V-Net", 2016; the ones keep classes that are not there
 * from dividing zero by zero.
 */
record Dice() implements PixelLoss {

  @Override
  public Tensor of(Tensor logits, PixelTruth truth) {
    var one = new Scalar(1f);
    boolean exclusive = truth.classes().kind() == Kind.EXCLUSIVE;
    Tensor guessed = exclusive ? torch.softmax(logits, 1) : torch.sigmoid(logits);
    Tensor p = guessed.mul(truth.counted()); // (N, channels, H, W)
    Tensor g = truth.targets().mul(truth.counted());
    Tensor both = overClass(p.mul(g)).mul(new Scalar(2f)).add(one); // (channels)
    Tensor all = overClass(p.square()).add(overClass(g)).add(one);
    return torch.ones_like(both).sub(both.div(all)).mean();
  }

  private static Tensor overClass(Tensor pixels) {
    return pixels.sum(0, 2, 3);
  }
}
