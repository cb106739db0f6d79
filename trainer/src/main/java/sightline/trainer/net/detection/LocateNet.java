package sightline.trainer.net.detection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Layers;
import sightline.trainer.net.Net;
import sightline.trainer.net.Value;
import sightline.trainer.net.part.Settings;

/**
 * What the one object of a picture is, and where: classification with localization as regression
 * [Sermanet 2014, 4].
 *
 * <p>Parameters: those of the backbone ({@code width} 16, {@code depth} 1, {@code most} 256, {@code
 * activation}); {@code strides}, one: that of the last grid (16); {@code hidden} numbers between
 * grid and answer (128).
 *
 * <p>Outputs: {@code classes} (labels) before softmax; {@code box} center x, center y, width,
 * height, before the logistic function for losses, as shares of the input's sides in the file.
 */
public final class LocateNet implements Net {

  private final List<Integer> input;
  private final int labels;
  private final Backbone backbone;
  private final int hidden;

  /**
   * @param input channels, height, width; sides are multiples of the stride
   */
  public LocateNet(List<Integer> input, int labels, Settings settings) {
    List<Integer> strides = Strides.of(settings, "16");
    if (strides.size() != 1) {
      throw settings.wrong("strides", "one power of two");
    }
    Strides.requireMultiple(input, strides.get(0));
    this.input = List.copyOf(input);
    this.labels = labels;
    backbone = new Backbone(settings, strides);
    hidden = settings.whole("hidden", 128, 1, 4096);
    settings.requireKnown();
  }

  @Override
  public List<Integer> input() {
    return input;
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    Value grid = backbone.of(picture).get(0); // (width * 8, H/16, W/16)
    int numbers = grid.channels() * grid.height() * grid.width();
    Layers head = Layers.named("head");
    Value x = backbone.activation().apply(head.linear("hidden", hidden).of(grid.reshape(numbers)));
    var outputs = new LinkedHashMap<String, Value>();
    outputs.put("classes", Head.linear(head, "classes", x, labels)); // (labels)
    outputs.put("box", Head.linear(head, "box", x, 4)); // (4)
    return outputs;
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    Map<String, Value> outputs = forward(picture);
    outputs.computeIfPresent("box", (name, box) -> box.sigmoid());
    return outputs;
  }

  public int labels() {
    return labels;
  }
}
