package sightline.trainer.fit.latent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import sightline.trainer.feed.Batch;
import sightline.trainer.net.latent.LatentNet;
import sightline.trainer.net.part.Settings;
import sightline.trainer.recipe.Recipe.LossSpec;
import sightline.trainer.tensor.Processor;

/**
 * What nets that give back pictures learn from. For variational ones, minus the evidence lower
 * bound with a factor (D. Kingma, M. Welling, 2014; I. Higgins et al., "beta-VAE", 2017; capacity:
 * C. Burgess et al., 2018), everything divided by the numbers D of a picture:
 *
 * <pre>
 *   reconstruction   sum of -log p(x | x') / D
 *   divergence       beta * KL / D, or with a capacity c beta * |KL - c| / D
 *                    KL = sum of (mean^2 + exp(logVariance) - 1 - logVariance) / 2
 *   hole             the reconstruction of pixels in holes, averaged over them
 *   similarity       1 - structural similarity
 * </pre>
 *
 * @param deviation of the Gaussian likelihood, in units of the input tensor
 * @param capacity nats; 0 for none
 * @param range of a picture's numbers, greatest less least
 * @param weights by part; hole and similarity count only when they have one
 */
record LatentLoss(
    Likelihood likelihood,
    double deviation,
    double beta,
    double capacity,
    double range,
    Map<String, Double> weights) {

  private static final String RECONSTRUCTION = "reconstruction";
  private static final String DIVERGENCE = "divergence";
  private static final String HOLE = "hole";
  private static final String SIMILARITY = "similarity";
  private static final List<String> PARTS = List.of(RECONSTRUCTION, DIVERGENCE, HOLE, SIMILARITY);

  /**
   * Reads a recipe's loss: {@code kind} l2, l1, gaussian or bernoulli, parameters {@code deviation}
   * (0.1), {@code beta} (1), {@code capacity} (0).
   *
   * @param settings of the loss's parameters, not yet checked for unknown ones
   * @param unit whether pictures are 0 to 1
   */
  static LatentLoss of(LossSpec spec, Settings settings, boolean unit, double range) {
    var unknown = new TreeSet<>(spec.weights().keySet());
    PARTS.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "loss.weights names %s, expected some of %s".formatted(unknown, PARTS));
    }
    Map<String, String> kind = spec.kind().isEmpty() ? Map.of() : Map.of("kind", spec.kind());
    Likelihood likelihood = new Settings("loss", kind).choice("kind", Likelihood.values());
    if (likelihood == Likelihood.BERNOULLI && !unit) {
      throw new IllegalArgumentException(
          "loss.kind is bernoulli, expected an input of 0 to 1: mean 0, std 255, scale 1");
    }
    return new LatentLoss(
        likelihood,
        settings.number("deviation", .1, 1e-3, 1e3),
        settings.number("beta", 1, 0, 1e6),
        settings.number("capacity", 0, 0, 1e6),
        range,
        spec.weights());
  }

  Map<String, Tensor> of(Map<String, Tensor> outputs, Batch batch) {
    Tensor given = outputs.get(LatentNet.RECONSTRUCTION).toType(ScalarType.Float); // (N, C, H, W)
    Tensor raw = outputs.get(LatentNet.RAW).toType(ScalarType.Float);
    Processor processor = given.is_cuda() ? Processor.CUDA : Processor.CPU;
    Tensor clean = processor.tensor(batch.clean(), given.shape());
    Tensor each = likelihood.of(raw, given, clean, deviation); // (N, C, H, W)
    var parts = new LinkedHashMap<String, Tensor>();
    parts.put(RECONSTRUCTION, weighted(RECONSTRUCTION, each.mean()));
    if (outputs.containsKey(LatentNet.MEAN)) {
      double numbers = (double) given.numel() / given.size(0);
      parts.put(
          DIVERGENCE,
          weighted(DIVERGENCE, divergence(outputs).mul(new Scalar((float) (beta / numbers)))));
    }
    if (weights.containsKey(HOLE) && batch.planes().hasRemaining()) {
      Tensor hole =
          processor
              .tensor(batch.planes(), given.size(0), 1, given.size(2), given.size(3))
              .toType(ScalarType.Float); // (N, 1, H, W), 1 in the hole
      Tensor inside =
          torch.clamp_min(hole.sum().mul(new Scalar((float) given.size(1))), new Scalar(1f));
      parts.put(HOLE, weighted(HOLE, each.mul(hole).sum().div(inside)));
    }
    if (weights.containsKey(SIMILARITY)) {
      parts.put(SIMILARITY, weighted(SIMILARITY, Similarity.loss(given, clean, range)));
    }
    return parts;
  }

  /** KL divergence from the standard normal distribution, or its distance to the capacity, nats. */
  private Tensor divergence(Map<String, Tensor> outputs) {
    Tensor mean = outputs.get(LatentNet.MEAN).toType(ScalarType.Float); // (N, L)
    Tensor logVariance = outputs.get(LatentNet.LOG_VARIANCE).toType(ScalarType.Float);
    Tensor twice = mean.square().add(logVariance.exp()).sub(torch.ones_like(mean)).sub(logVariance);
    Tensor divergence = twice.sum().mul(new Scalar((float) (.5 / mean.size(0))));
    return capacity == 0 ? divergence : divergence.sub(new Scalar((float) capacity)).abs();
  }

  private Tensor weighted(String part, Tensor loss) {
    return loss.mul(new Scalar(weights.getOrDefault(part, 1.0).floatValue()));
  }
}
