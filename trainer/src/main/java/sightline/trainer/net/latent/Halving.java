package sightline.trainer.net.latent;

import java.util.List;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Multiple;
import sightline.trainer.net.part.Settings;

/**
 * The way into the narrow place and the way out: sides are halved and doubled again, every
 * convolution is normalized (without, such nets fall back to the mean picture).
 *
 * @param picture channels, height, width; of any size, padded on the way in and cut on the way out
 * @param width channels after the first halving, twice as many after each further one
 * @param levels how often the sides are halved
 * @param convs convolutions of a level, the first of which has stride 2
 */
record Halving(List<Integer> picture, int width, int levels, int convs) {

  private static final double SLOPE = .1;
  private static final Layers IN = Layers.named("encoder");
  private static final Layers OUT = Layers.named("decoder");

  static Halving of(Settings settings, List<Integer> picture) {
    return new Halving(
        List.copyOf(picture),
        settings.whole("width", 16, 1, 1024),
        settings.whole("levels", 4, 1, 7),
        settings.whole("convs", 1, 1, 4));
  }

  /** Channels, height, width of the smallest features. */
  List<Integer> smallest() {
    var multiple = new Multiple(1 << levels);
    return List.of(
        channels(levels - 1),
        multiple.above(picture.get(1)) >> levels,
        multiple.above(picture.get(2)) >> levels);
  }

  private int channels(int level) {
    return width << level;
  }

  private static Value leaky(Value x) {
    return x.leakyRelu(SLOPE);
  }

  /** From a picture to {@link #smallest} features. */
  Value in(Value picture) {
    Value x = new Multiple(1 << levels).pad(picture); // (C, H, W)
    for (int level = 0; level < levels; level++) {
      for (int i = 0; i < convs; i++) {
        String name = "level%d.conv%d".formatted(level, i);
        x = IN.convNorm(name, channels(level), 3, i == 0 ? 2 : 1, Halving::leaky).of(x);
      }
    }
    return x; // (width * 2^(levels-1), H / 2^levels, W / 2^levels)
  }

  /** From {@link #smallest} features to a picture that is not activated yet. */
  Value out(Value features) {
    Value x = features;
    for (int level = levels - 1; level >= 0; level--) {
      x = x.nearest(2); // (.., H / 2^level, W / 2^level)
      for (int i = 0; i < convs; i++) {
        String name = "level%d.conv%d".formatted(level, i);
        x = OUT.convNorm(name, channels(Math.max(0, level - 1)), 3, 1, Halving::leaky).of(x);
      }
    }
    return Multiple.cut(OUT.conv("picture", picture.get(0), 3, 1).of(x), picture); // (C, H, W)
  }
}
