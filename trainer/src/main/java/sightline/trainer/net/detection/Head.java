package sightline.trainer.net.detection;

import java.util.List;
import java.util.Optional;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Convolution;

/** Last convolutions of detectors, and the way from grids to rows. */
final class Head {

  /** Of the weights of a last layer, as in [Lin 2017, "Focal Loss", 4.1]. */
  private static final double DEVIATION = .01;

  private Head() {}

  /** Small weights, and a bias that is the same for all channels. */
  static Value conv(Layers layers, String name, Value in, Shape shape) {
    int kernel = shape.kernel();
    String path = layers.path() + name;
    return in.conv2d(
        Parameter.learned(
            path + ".weight",
            Start.normal(DEVIATION),
            shape.channels(),
            in.channels(),
            kernel,
            kernel),
        Optional.of(
            Parameter.learned(path + ".bias", Start.constant(shape.bias()), shape.channels())),
        Convolution.of(1, kernel / 2));
  }

  /** Small weights over the last axis: what follows begins where the logistic function is steep. */
  static Value linear(Layers layers, String name, Value in, int out) {
    String path = layers.path() + name;
    int from = in.sizes().get(in.sizes().size() - 1);
    return in.linear(
        Parameter.learned(path + ".weight", Start.normal(DEVIATION), out, from),
        Optional.of(Parameter.learned(path + ".bias", Start.constant(0), out)));
  }

  /** (anchors * columns, h, w) to (h * w * anchors, columns), anchor by anchor of each cell. */
  static Value rows(Value grid, int columns) {
    int rows = grid.height() * grid.width() * (grid.channels() / columns);
    return grid.permute(1, 2, 0).reshape(rows, columns);
  }

  /** Behind each other. */
  static Value cat(List<Value> rows) {
    return rows.size() == 1 ? rows.get(0) : rows.get(0).cat(0, rows.subList(1, rows.size()));
  }

  /**
   * @param kernel odd
   * @param bias to begin with
   */
  record Shape(int channels, int kernel, double bias) {}
}
