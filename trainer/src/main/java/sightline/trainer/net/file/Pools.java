package sightline.trainer.net.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Padding;
import sightline.trainer.net.Value.Pooling;
import sightline.trainer.onnx.OnnxNode;

/** Operators that make pictures smaller or larger. */
final class Pools {

  static final Map<String, Operator> ALL =
      Map.of(
          "MaxPool", Operator.one(Pools::max),
          "AveragePool", Operator.one(Pools::average),
          "GlobalAveragePool", Operator.one(call -> call.picture(0).globalAverage()),
          "ReduceMean", Operator.one(Pools::mean),
          "Resize", Operator.one(Pools::resized),
          "Upsample", Operator.one(Pools::resized));

  private static final Set<String> HALF_PIXEL = Set.of("half_pixel", "pytorch_half_pixel");
  private static final int MOST = 1 << 14;

  private Pools() {}

  private static Value max(Call call) {
    Value in = call.picture(0);
    Window window = Window.of(call, in, call.node().wholes("kernel_shape"));
    call.require(window.dilation() == 1, "dilations");
    call.require(call.node().outputs().size() == 1, "indices");
    Value padded = window.padded(in, -Float.MAX_VALUE);
    if (call.node().whole("ceil_mode", 0) == 1) {
      call.require(window.isNarrow() && window.stride() <= window.kernel(), "ceil_mode and pads");
      padded = roundedUp(padded, window);
    }
    return padded.maxPool(new Pooling(window.kernel(), window.stride(), 0, 0));
  }

  private static Value roundedUp(Value in, Window window) {
    int bottom = missing(in.height(), window);
    int right = missing(in.width(), window);
    return in.pad(new Padding(0, 0, right, bottom), -Float.MAX_VALUE);
  }

  private static int missing(int size, Window window) {
    int over = Math.floorMod(size - window.kernel(), window.stride());
    return over == 0 ? 0 : window.stride() - over;
  }

  private static Value average(Call call) {
    Value in = call.picture(0);
    Window window = Window.of(call, in, call.node().wholes("kernel_shape"));
    call.require(window.dilation() == 1, "dilations");
    boolean up = call.node().whole("ceil_mode", 0) == 1;
    call.require(
        !up || missing(in.height(), window) + missing(in.width(), window) == 0, "ceil_mode");
    Value pooled =
        window.padded(in, 0).averagePool(new Pooling(window.kernel(), window.stride(), 0, 0));
    if (window.isNarrow() || call.node().whole("count_include_pad", 0) == 1) {
      return pooled;
    }
    return pooled.multiply(
        in.constant(shares(in, pooled, window), List.of(1, pooled.height(), pooled.width())));
  }

  /** What is lost to the zeros around: all of a window over what lies in the picture. */
  private static float[] shares(Value in, Value pooled, Window window) {
    var shares = new float[pooled.height() * pooled.width()];
    float all = window.kernel() * window.kernel();
    for (int i = 0; i < shares.length; i++) {
      int high = within(i / pooled.width(), in.height(), window.around().top(), window);
      int wide = within(i % pooled.width(), in.width(), window.around().left(), window);
      shares[i] = all / Math.max(1, high * wide);
    }
    return shares;
  }

  private static int within(int place, int size, int before, Window window) {
    int from = place * window.stride() - before;
    return Math.min(size, from + window.kernel()) - Math.max(0, from);
  }

  private static Value mean(Call call) {
    Value in = call.value(0);
    OnnxNode node = call.node();
    List<Long> axes = call.has(1) ? call.wholes(1) : node.wholes("axes");
    int count = in.sizes().size() + 1;
    var left = new ArrayList<Integer>(in.sizes());
    Value mean = in;
    call.require(!axes.isEmpty(), "the mean of everything");
    for (long axis : axes) {
      int inner = Math.toIntExact((axis < 0 ? axis + count : axis) - 1);
      call.require(inner >= 0 && inner < count - 1, "axis " + axis);
      mean = mean.mean(inner);
      left.set(inner, 0);
    }
    if (node.whole("keepdims", 1) == 1) {
      return mean;
    }
    left.removeIf(size -> size == 0);
    return mean.reshape(left.isEmpty() ? new Integer[] {1} : left.toArray(Integer[]::new));
  }

  private static Value resized(Call call) {
    Value in = call.picture(0);
    List<Integer> sides = sides(call, in);
    int height = sides.get(0);
    int width = sides.get(1);
    OnnxNode node = call.node();
    boolean old = call.opset() < 11;
    String where = node.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
    if (node.text("mode", "nearest").equals("linear")) {
      call.require(HALF_PIXEL.contains(where), where + ", expected half_pixel");
      return in.bilinear(height, width);
    }
    int factor = height / in.height();
    String rounded = node.text("nearest_mode", old ? "floor" : "round_prefer_floor");
    boolean repeats =
        where.equals("asymmetric") && (rounded.equals("floor") || factor == 1)
            || HALF_PIXEL.contains(where) && rounded.startsWith("round");
    boolean whole = height == factor * in.height() && width == factor * in.width() && factor > 0;
    call.require(
        node.text("mode", "nearest").equals("nearest") && repeats && whole,
        "mode %s, %s, %s from %dx%d to %dx%d"
            .formatted(
                node.text("mode", "nearest"),
                where,
                rounded,
                in.width(),
                in.height(),
                width,
                height));
    return factor == 1 ? in : in.nearest(factor);
  }

  /** Height and width of the result. */
  private static List<Integer> sides(Call call, Value in) {
    if (call.has(3)) {
      List<Long> sizes = call.wholes(3);
      call.require(sizes.size() == 4 && sizes.get(1) == in.channels(), "sizes " + sizes);
      return List.of(side(call, sizes.get(2)), side(call, sizes.get(3)));
    }
    int given = call.opset() < 11 ? 1 : 2;
    var scales = new ArrayList<Float>();
    if (call.has(given)) {
      for (float scale : call.numbers(given).floats()) {
        scales.add(scale);
      }
    } else {
      scales.addAll(call.node().reals("scales"));
    }
    call.require(
        scales.size() == 4 && scales.get(0) == 1 && scales.get(1) == 1, "scales " + scales);
    return List.of(
        side(call, whole(call, in.height() * (double) scales.get(2))),
        side(call, whole(call, in.width() * (double) scales.get(3))));
  }

  private static long whole(Call call, double side) {
    call.require(Math.abs(side - Math.rint(side)) < 1e-3, "a side of %s px".formatted(side));
    return Math.round(side);
  }

  private static int side(Call call, long side) {
    call.require(side >= 1 && side <= MOST, "a side of %d px".formatted(side));
    return (int) side;
  }
}
