package sightline.trainer.net.detection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Layer;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Pooling;
import sightline.trainer.net.part.Settings;

/**
 * One grid of cells, each with boxes measured from anchors: YOLO as the small net of [Redmon and
 * Farhadi 2017]. With its usual parameters, 416 x 416 pixels and 20 labels the grid is 125 x 13 x
 * 13.
 *
 * <p>Parameters: {@code width} channels of the first convolution (16), doubled at every halving;
 * {@code halvings} of the picture's sides (5); {@code depth} convolutions before the grid (2);
 * {@code most} channels anywhere (1024); {@code anchors}, pairs of width and height in cells, or
 * how many are to be found among the boxes (5).
 *
 * <p>Output {@code grid}: for each anchor x and y of the center in its cell (before the logistic
 * function), width and height as logarithms of the anchor's, objectness (before the logistic
 * function), then the classes (before softmax).
 */
public final class YoloNet implements Net {

  /** Numbers of a box before its classes. */
  public static final int BOX_AND_OBJECTNESS = 5;

  private static final double SLOPE = .1;

  private final List<Integer> input;
  private final int labels;
  private final int width;
  private final int halvings;
  private final int depth;
  private final int most;
  private final int anchorCount;
  private final List<Anchor> anchors;

  /**
   * @param input channels, height, width; sides are multiples of 2 to the power of {@code halvings}
   */
  public YoloNet(List<Integer> input, int labels, Settings settings) {
    this.input = List.copyOf(input);
    this.labels = labels;
    width = settings.whole("width", 16, 1, 1024);
    halvings = settings.whole("halvings", 5, 1, 7);
    depth = settings.whole("depth", 2, 0, 16);
    most = settings.whole("most", 1024, 1, 4096);
    boolean counted = !settings.text("anchors", "5").contains(",");
    anchors = counted ? List.of() : Anchor.pairs(settings.positives("anchors", "5"));
    anchorCount = counted ? settings.whole("anchors", 5, 1, 64) : anchors.size();
    if (!counted && settings.positives("anchors", "5").size() % 2 != 0) {
      throw settings.wrong("anchors", "pairs of width and height in cells");
    }
    settings.requireKnown();
    Strides.requireMultiple(input, stride());
  }

  @Override
  public List<Integer> input() {
    return input;
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    Value x = picture; // (3, 416, 416)
    for (int i = 0; i < halvings; i++) {
      x = conv("conv" + i, width << i).of(x).maxPool(Pooling.of(2)); // (16, 208, 208) and so on
    }
    x = conv("conv" + halvings, width << halvings).of(x); // (512, 13, 13)
    x = x.maxPool(new Pooling(2, 1, 0, 1)); // (512, 13, 13)
    for (int i = 1; i <= depth; i++) {
      x = conv("conv" + (halvings + i), width << (halvings + 1)).of(x); // (1024, 13, 13)
    }
    Value grid = Layers.named("head").conv("grid", anchorCount * planes(), 1, 1).of(x);
    var outputs = new LinkedHashMap<String, Value>();
    outputs.put("grid", grid); // (5 * (5 + 20), 13, 13)
    return outputs;
  }

  private Layer conv(String name, int channels) {
    return Layers.named("backbone")
        .convNorm(name, Math.min(channels, most), 3, 1, x -> x.leakyRelu(SLOPE));
  }

  /** Pixels of a cell's side. */
  public int stride() {
    return 1 << halvings;
  }

  public int labels() {
    return labels;
  }

  /** Numbers of one anchor in a cell. */
  public int planes() {
    return BOX_AND_OBJECTNESS + labels;
  }

  public int anchorCount() {
    return anchorCount;
  }

  /** In cells; empty while they are to be found. */
  public List<Anchor> anchors() {
    return anchors;
  }
}
