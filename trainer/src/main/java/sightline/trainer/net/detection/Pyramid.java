package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;

/**
 * Feature pyramid [Lin 2017, "Feature Pyramid Networks"]: coarse grids are resized and added to the
 * finer ones, so that each knows what the coarse ones know.
 */
final class Pyramid {

  private final int channels;
  private final UnaryOperator<Value> activation;

  Pyramid(int channels, UnaryOperator<Value> activation) {
    this.channels = channels;
    this.activation = activation;
  }

  /**
   * As many grids as go in, of the same sizes, all with the same channels.
   *
   * @param grids finest first, each half as large as the one before
   */
  List<Value> of(List<Value> grids) {
    var out = new ArrayList<Value>(grids);
    var layers = Layers.named("pyramid");
    for (int level = grids.size() - 1; level >= 0; level--) {
      Value lateral = layers.conv("lateral" + level, channels, 1, 1).of(grids.get(level));
      out.set(
          level,
          level == grids.size() - 1
              ? lateral // (channels, h, w)
              : lateral.add(out.get(level + 1).nearest(2))); // (channels, h, w)
    }
    for (int level = 0; level < grids.size(); level++) {
      Value sum = out.get(level);
      out.set(level, layers.convNorm("smooth" + level, channels, 3, 1, activation).of(sum));
    }
    return out;
  }
}
