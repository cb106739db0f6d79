package sightline.trainer.net.scene;

import java.util.List;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.Contraction.Features;
import sightline.trainer.net.scene.Contraction.Level;

/**
 * An encoder and a decoder, with the encoder's features carried over level by level (O.
 * Ronneberger, P. Fischer, T. Brox, "U-Net", 2015), or without.
 *
 * @param skips whether features are carried over
 * @param channels of the logits
 */
record UNet(Contraction contraction, Upsampling up, boolean skips, int channels) implements Layer {

  private static final Layers LAYERS = Layers.named("decoder");

  static UNet of(Settings settings, int channels) {
    Upsampling up = settings.choice("up", Upsampling.values());
    return new UNet(
        Contraction.of(settings, 4, up == Upsampling.UNPOOL),
        up,
        settings.flag("skips", true),
        channels);
  }

  @Override
  public Value of(Value picture) {
    Features features = contraction.of(picture);
    Value x = features.bottom(); // (width * 2^levels, H / 2^levels, W / 2^levels)
    for (int i = contraction.levels() - 1; i >= 0; i--) {
      x = larger(LAYERS.under("level" + i), x, features.level(i), contraction.channels(i));
    } // (width, H, W)
    return LAYERS.conv("logits", channels, 1, 1).of(x); // (channels, H, W)
  }

  private Value larger(Layers layers, Value coarse, Level level, int width) {
    Value thin = layers.convNorm("thin", width, 1, 1, Value::relu).of(coarse); // (width, h, w)
    Value x = up.twice(layers, thin, level); // (width, 2 h, 2 w)
    if (skips) {
      x = x.cat(0, List.of(level.fine())); // (2 width, 2 h, 2 w)
    }
    for (int i = 0; i < contraction.convs(); i++) {
      x = layers.convNorm("conv" + i, width, 3, 1, Value::relu).of(x); // (width, 2 h, 2 w)
    }
    return x;
  }
}
