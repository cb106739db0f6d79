package sightline.trainer.net.scene;

import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.Contraction.Features;

/**
 * An encoder and its mirror: where that pools, this unpools with the indices carried over; where
 * that convolves, this convolves transposed (H. Noh, S. Hong, B. Han, "Learning Deconvolution
 * Network for Semantic Segmentation", 2015).
 *
 * @param channels of the logits
 */
record DeconvNet(Contraction contraction, Upsampling up, int channels) implements Layer {

  private static final Layers LAYERS = Layers.named("decoder");

  static DeconvNet of(Settings settings, int channels) {
    Upsampling up =
        settings.choice(
            "up",
            Upsampling.UNPOOL,
            Upsampling.BILINEAR,
            Upsampling.NEAREST,
            Upsampling.NAILS,
            Upsampling.TRANSPOSED);
    return new DeconvNet(Contraction.of(settings, 4, up == Upsampling.UNPOOL), up, channels);
  }

  @Override
  public Value of(Value picture) {
    Features features = contraction.of(picture);
    Value x = features.bottom(); // (width * 2^levels, H / 2^levels, W / 2^levels)
    for (int i = contraction.levels() - 1; i >= 0; i--) {
      Layers layers = LAYERS.under("level" + i);
      x = mirrored(layers, contraction.channels(i + 1), contraction.channels(i)).of(x);
      x = up.twice(layers, x, features.level(i)); // (width * 2^i, H / 2^i, W / 2^i)
    }
    x = mirrored(LAYERS.under("top"), contraction.width(), contraction.width()).of(x);
    return LAYERS.conv("logits", channels, 1, 1).of(x); // (channels, H, W)
  }

  /** Transposed convolutions, the last of which has {@code out} channels. */
  private Layer mirrored(Layers layers, int width, int out) {
    Layer block = x -> x;
    for (int i = 0; i < contraction.convs(); i++) {
      int channelsOut = i == contraction.convs() - 1 ? out : width;
      block =
          block
              .then(layers.convTranspose("conv" + i, channelsOut, 3, Convolution.of(1, 1)))
              .then(layers.norm("conv" + i + ".norm"))
              .then(Value::relu);
    }
    return block;
  }
}
