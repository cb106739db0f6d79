package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.file.Cuts;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.net.part.Settings;

/**
 * Without anchors: each cell of each grid says one box, measured in cells, from a head with a
 * branch for the class and one for the box [Ge 2021, 2.1].
 *
 * <p>Parameters: those of the backbone ({@code width} 16, {@code depth} 1, {@code most} 256, {@code
 * activation} relu, leaky or silu); {@code strides} (8,16,32); {@code channels} of pyramid and head
 * (48); {@code towers} convolutions of a branch (1).
 *
 * <p>Output {@code grid} (cells, 5 + labels), grid by grid, row by row: x and y of the center as
 * offset from the cell, width and height as logarithms, both in cells; objectness; classes. The
 * last two are logits for losses and 0 to 1 in the file.
 */
public final class YoloxNet implements Net {

  /** Numbers of a box before objectness. */
  private static final int BOX = 4;

  /** A cell begins with one chance in a hundred to hold an object [Lin 2017, "Focal Loss", 3.3]. */
  private static final double RARE = -Math.log(99);

  private final List<Integer> input;
  private final int labels;
  private final List<Integer> strides;
  private final Function<Value, List<Value>> backbone;
  private final UnaryOperator<Value> activation;
  private final int channels;
  private final int towers;

  /**
   * @param input channels, height, width; sides are multiples of the greatest stride
   */
  public YoloxNet(List<Integer> input, int labels, Settings settings) {
    this(input, labels, settings, strides -> new Backbone(settings, strides)::of);
  }

  /**
   * The same above the graph of a file.
   *
   * <p>Parameters beside those of the head: {@code strides}, {@code activation}, {@code strideN}
   * for the name of the file's value at stride N, and {@code file}.
   *
   * @param graph begins the net
   */
  static YoloxNet above(FileGraph graph, List<Integer> input, int labels, Settings settings) {
    settings.text("file", ""); // who made the graph has read it
    return new YoloxNet(
        input,
        labels,
        settings,
        strides -> Cuts.of(graph, input, strides, name -> settings.text(name, ""))::of);
  }

  private YoloxNet(
      List<Integer> input,
      int labels,
      Settings settings,
      Function<List<Integer>, Function<Value, List<Value>>> backbones) {
    strides = Strides.of(settings, "8,16,32");
    Strides.requireMultiple(input, strides.get(strides.size() - 1));
    this.input = List.copyOf(input);
    this.labels = labels;
    backbone = backbones.apply(strides);
    activation = Backbone.activation(settings);
    channels = settings.whole("channels", 48, 1, 1024);
    towers = settings.whole("towers", 1, 0, 8);
    settings.requireKnown();
  }

  @Override
  public List<Integer> input() {
    return input;
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    return grid(picture, false);
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    return grid(picture, true);
  }

  private Map<String, Value> grid(Value picture, boolean activated) {
    List<Value> grids = backbone.apply(picture); // (width * 4, H/8, W/8) and coarser ones
    List<Value> features = new Pyramid(channels, activation).of(grids);
    var rows = new ArrayList<Value>();
    for (int level = 0; level < features.size(); level++) {
      Value box = branch("head" + level + ".box", features.get(level)); // (channels, h, w)
      Value kind = branch("head" + level + ".class", features.get(level)); // (channels, h, w)
      Layers last = Layers.named("head" + level);
      Value offsets = Head.conv(last, "offsets", box, new Head.Shape(BOX, 1, 0)); // (4, h, w)
      Value object = Head.conv(last, "object", box, new Head.Shape(1, 1, RARE)); // (1, h, w)
      Value classes = Head.conv(last, "classes", kind, new Head.Shape(labels, 1, RARE));
      Value odds = object.cat(0, List.of(classes)); // (1 + labels, h, w)
      Value all = offsets.cat(0, List.of(activated ? odds.sigmoid() : odds)); // (5 + labels, h, w)
      rows.add(Head.rows(all, BOX + 1 + labels)); // (h * w, 5 + labels)
    }
    var outputs = new LinkedHashMap<String, Value>();
    outputs.put("grid", Head.cat(rows)); // (cells, 5 + labels)
    return outputs;
  }

  private Value branch(String name, Value in) {
    Value x = in;
    for (int i = 0; i < towers; i++) {
      x = Layers.named(name).convNorm("tower" + i, channels, 3, 1, activation).of(x);
    }
    return x;
  }

  public int labels() {
    return labels;
  }

  /** Of the grids in the order of their rows, px. */
  public List<Integer> strides() {
    return strides;
  }
}
