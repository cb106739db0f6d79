package sightline.trainer.net.scene;

import java.util.Optional;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.Contraction.Features;

/**
 * Classes are told on the smallest features and enlarged (J. Long, E. Shelhamer, T. Darrell, "Fully
 * Convolutional Networks for Semantic Segmentation", 2015). With five levels and a stride of 32 it
 * is FCN-32s; with 16 or 8 what larger features say is added on the way, as in FCN-16s and FCN-8s.
 *
 * @param additions how many larger features are added, 0 to 2
 * @param channels of the logits
 */
record Fcn(Contraction contraction, Enlargement up, int additions, int channels) implements Layer {

  private static final Layers LAYERS = Layers.named("decoder");

  /** How logits become larger. */
  enum Enlargement {
    /** Learned for each class, interpolating in the beginning [Long 2015, 3.3]. */
    TRANSPOSED,
    BILINEAR,
    NEAREST
  }

  static Fcn of(Settings settings, int channels) {
    Contraction contraction = Contraction.of(settings, 5, false);
    int coarsest = 1 << contraction.levels();
    int stride = settings.whole("stride", Math.max(2, coarsest / 4), 2, coarsest);
    int additions = contraction.levels() - Integer.numberOfTrailingZeros(stride);
    settings.require(
        Integer.bitCount(stride) == 1 && additions <= 2,
        "stride",
        stride,
        "%s, %s or %s (at least 2)".formatted(coarsest, coarsest / 2, coarsest / 4));
    return new Fcn(contraction, settings.choice("up", Enlargement.values()), additions, channels);
  }

  @Override
  public Value of(Value picture) {
    Features features = contraction.of(picture);
    int level = contraction.levels();
    Value logits = LAYERS.conv("level" + level, channels, 1, 1).of(features.bottom());
    // (channels, H / 2^levels, W / 2^levels)
    for (int i = 0; i < additions; i++) {
      level--;
      Value larger = features.level(level - 1).coarse(); // (.., H / 2^level, W / 2^level)
      logits =
          enlarge("twice" + level, logits, 2)
              .add(LAYERS.conv("level" + level, channels, 1, 1).of(larger));
    }
    return enlarge("whole", logits, 1 << level); // (channels, H, W)
  }

  private Value enlarge(String name, Value logits, int factor) {
    return switch (up) {
      case NEAREST -> logits.nearest(factor);
      case BILINEAR -> logits.bilinear(factor * logits.height(), factor * logits.width());
      case TRANSPOSED -> {
        Integer kernel = 2 * factor;
        yield logits.convTranspose2d(
            Parameter.learned(
                LAYERS.path() + name + ".weight", Start.bilinear(), channels, 1, kernel, kernel),
            Optional.empty(),
            new Convolution(factor, factor / 2, 1, channels));
      }
    };
  }
}
