package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;

/**
 * Halves a picture stage by stage and gives a grid of features for each stride asked for. Stages
 * are a convolution of stride 2 and residual blocks, as in [Redmon and Farhadi 2018].
 *
 * <p>Parameters: {@code width} channels at stride 2, doubled with each stage; {@code depth}
 * residual blocks of a stage; {@code most} channels anywhere; {@code activation}.
 */
final class Backbone {

  private static final double SLOPE = .1;

  private final int width;
  private final int depth;
  private final int most;
  private final UnaryOperator<Value> activation;
  private final List<Integer> strides;

  Backbone(Settings settings, List<Integer> strides) {
    width = settings.whole("width", 16, 1, 1024);
    depth = settings.whole("depth", 1, 0, 16);
    most = settings.whole("most", 256, 1, 4096);
    activation = activation(settings);
    this.strides = strides;
  }

  static UnaryOperator<Value> activation(Settings settings) {
    return switch (settings.word("activation", "relu", "leaky", "silu")) {
      case "silu" -> Value::silu;
      case "leaky" -> x -> x.leakyRelu(SLOPE);
      default -> Value::relu;
    };
  }

  /** What follows each convolution. */
  UnaryOperator<Value> activation() {
    return activation;
  }

  /** One grid for each stride, (channels, height / stride, width / stride). */
  List<Value> of(Value picture) {
    var grids = new ArrayList<Value>();
    Value x = picture; // (3, H, W)
    int greatest = strides.get(strides.size() - 1);
    for (int stride = 2, channels = width; stride <= greatest; stride *= 2, channels *= 2) {
      x = stage(Layers.named("backbone.stride" + stride), Math.min(channels, most), x);
      if (strides.contains(stride)) {
        grids.add(x);
      }
    }
    return grids;
  }

  private Value stage(Layers layers, int channels, Value in) {
    Value x = layers.convNorm("down", channels, 3, 2, activation).of(in); // (channels, h/2, w/2)
    for (int i = 0; i < depth; i++) {
      int narrow = Math.max(1, channels / 2);
      x =
          x.add(
              layers
                  .convNorm("narrow" + i, narrow, 1, 1, activation)
                  .then(layers.convNorm("wide" + i, channels, 3, 1, activation))
                  .of(x));
    }
    return x;
  }
}
