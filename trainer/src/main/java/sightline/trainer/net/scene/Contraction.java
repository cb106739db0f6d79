package sightline.trainer.net.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;
import sightline.trainer.net.Value.Pooled;
import sightline.trainer.net.Value.Pooling;
import sightline.trainer.net.part.Settings;

/**
 * The half of a net in which pictures become small and channels many; the same for all nets of this
 * package, so that they can be compared.
 *
 * @param width channels of the first level, twice as many on each further one
 * @param levels how often the sides are halved
 * @param convs convolutions of a level
 * @param keepsIndices whether poolings remember where the maxima were
 */
record Contraction(
    int width, int levels, int convs, Downsampling down, Pool pool, boolean keepsIndices) {

  private static final Layers LAYERS = Layers.named("encoder");

  /** What kind of convolutions a level has. */
  enum Downsampling {
    /** 3 x 3, then a pooling. */
    PLAIN,
    /** 3 x 3 over 5 x 5 px (dilation 2), then a pooling. */
    DILATED,
    /** 3 x 3, the last one with stride 2; no pooling. */
    STRIDED
  }

  /** What becomes of 2 x 2 numbers. */
  enum Pool {
    MAX,
    AVERAGE
  }

  /**
   * A level.
   *
   * @param fine before it is halved
   * @param coarse after
   * @param pooled with the indices, when they are kept
   */
  record Level(Value fine, Value coarse, Optional<Pooled> pooled) {}

  /**
   * @param levels finest first
   * @param bottom half as large as the last one, twice its channels
   */
  record Features(List<Level> levels, Value bottom) {

    Level level(int level) {
      return levels.get(level);
    }
  }

  Contraction {
    if (keepsIndices && (down == Downsampling.STRIDED || pool != Pool.MAX)) {
      throw new IllegalArgumentException(
          "net.parameters.up is unpool with down %s and pool %s, expected plain or dilated, and max"
              .formatted(down, pool));
    }
  }

  static Contraction of(Settings settings, int usualLevels, boolean keepsIndices) {
    return new Contraction(
        settings.whole("width", 16, 1, 1024),
        settings.whole("levels", usualLevels, 1, 7),
        settings.whole("convs", 2, 1, 4),
        settings.choice("down", Downsampling.values()),
        settings.choice("pool", Pool.values()),
        keepsIndices);
  }

  int channels(int level) {
    return width << level;
  }

  Features of(Value picture) {
    var found = new ArrayList<Level>();
    Value x = picture; // (C, H, W)
    for (int i = 0; i < levels; i++) {
      found.add(halve(LAYERS.under("level" + i), block(LAYERS.under("level" + i), i).of(x), i));
      x = found.get(i).coarse(); // (width * 2^i, H / 2^(i+1), W / 2^(i+1))
    }
    return new Features(
        List.copyOf(found), block(LAYERS.under("bottom"), levels).of(x)); // (width * 2^levels, ..)
  }

  private Layer block(Layers layers, int level) {
    int dilation = down == Downsampling.DILATED ? 2 : 1;
    Layer block = x -> x;
    for (int i = 0; i < convs; i++) {
      var how = new Convolution(1, dilation, dilation, 1);
      block = block.then(layers.convNorm("conv" + i, channels(level), 3, how, Value::relu));
    }
    return block;
  }

  private Level halve(Layers layers, Value fine, int level) {
    if (down == Downsampling.STRIDED) {
      Layer half = layers.convNorm("half", channels(level), 3, 2, Value::relu);
      return new Level(fine, half.of(fine), Optional.empty());
    }
    if (keepsIndices) {
      Pooled pooled = fine.maxPoolIndexed(Pooling.of(2));
      return new Level(fine, pooled.value(), Optional.of(pooled));
    }
    Value coarse = pool == Pool.MAX ? fine.maxPool(Pooling.of(2)) : fine.averagePool(Pooling.of(2));
    return new Level(fine, coarse, Optional.empty());
  }
}
