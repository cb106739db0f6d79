package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;

/**
 * Single shot detector: boxes measured from {@link Priors} on grids of several strides [Liu 2016],
 * with or without a feature pyramid below the heads.
 *
 * <p>Parameters: those of the backbone ({@code width} 16, {@code depth} 1, {@code most} 256, {@code
 * activation} relu, leaky or silu); {@code strides} (8,16,32); {@code scale} of the smallest prior
 * of a grid, in strides (3), or all {@code sizes} in px; {@code ratios} (2); with a pyramid its
 * {@code channels} (64), and its heads are one for all grids.
 *
 * <p>Outputs: {@code scores} (priors, 1 + labels) before softmax, the background first; {@code
 * boxes} (priors, 4) offsets from the priors.
 */
public final class SsdNet implements Net {

  private final List<Integer> input;
  private final int labels;
  private final Backbone backbone;
  private final Priors priors;
  private final boolean withPyramid;
  private final int channels;

  /**
   * @param input channels, height, width; sides are multiples of the greatest stride
   */
  public SsdNet(List<Integer> input, int labels, boolean withPyramid, Settings settings) {
    List<Integer> strides = Strides.of(settings, "8,16,32");
    Strides.requireMultiple(input, strides.get(strides.size() - 1));
    this.input = List.copyOf(input);
    this.labels = labels;
    this.withPyramid = withPyramid;
    backbone = new Backbone(settings, strides);
    priors = Priors.of(settings, strides);
    channels = withPyramid ? settings.whole("channels", 64, 1, 1024) : 0;
    settings.requireKnown();
  }

  @Override
  public List<Integer> input() {
    return input;
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    List<Value> grids = backbone.of(picture); // (width * 4, H/8, W/8) and coarser ones
    if (withPyramid) {
      grids = new Pyramid(channels, backbone.activation()).of(grids); // (channels, H/8, W/8) ...
    }
    var scores = new ArrayList<Value>();
    var boxes = new ArrayList<Value>();
    for (int level = 0; level < grids.size(); level++) {
      Value grid = grids.get(level);
      Layers layers = Layers.named(withPyramid ? "head" : "head" + level);
      Value in = withPyramid ? tower(layers, grid) : grid;
      scores.add(rows(layers, "scores", in, 1 + labels)); // (h * w * perCell, 1 + labels)
      boxes.add(rows(layers, "boxes", in, 4)); // (h * w * perCell, 4)
    }
    var outputs = new LinkedHashMap<String, Value>();
    outputs.put("scores", Head.cat(scores)); // (priors, 1 + labels)
    outputs.put("boxes", Head.cat(boxes)); // (priors, 4)
    return outputs;
  }

  /** Shared by all grids, and without normalization, whose statistics would be those of many. */
  private Value tower(Layers layers, Value grid) {
    return backbone.activation().apply(layers.conv("tower", channels, 3, 1).of(grid));
  }

  private Value rows(Layers layers, String name, Value in, int columns) {
    var shape = new Head.Shape(priors.perCell() * columns, 3, 0);
    return Head.rows(Head.conv(layers, name, in, shape), columns);
  }

  public int labels() {
    return labels;
  }

  public Priors priors() {
    return priors;
  }
}
