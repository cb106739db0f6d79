package sightline.trainer.net.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Padding;
import sightline.trainer.onnx.OnnxNode;

/** Operators that put numbers elsewhere. */
final class Shapes {

  static final Map<String, Operator> ALL =
      Map.of(
          "Reshape", Shapes::reshape,
          "Flatten", Operator.one(Shapes::flatten),
          "Transpose", Shapes::transpose,
          "Slice", Shapes::slice,
          "Split", Shapes::split,
          "Gather", Shapes::gather,
          "Concat", Shapes::concat,
          "Pad", Operator.one(Shapes::pad));

  private static final int MOST = 1 << 12;

  private Shapes() {}

  private static List<Traced> reshape(Call call) {
    Traced in = call.traced(0);
    long count = count(in.sizes());
    var sizes = new ArrayList<Integer>();
    long known = 1;
    for (long size : call.wholes(1)) {
      boolean kept = size == 0 && sizes.size() < in.sizes().size();
      long its = kept ? in.sizes().get(sizes.size()) : size;
      call.require(its == -1 || its >= 1 && its <= count, "size %d".formatted(size));
      known = Math.min(count + 1, known * Math.abs(its));
      sizes.add((int) its);
    }
    int open = sizes.indexOf(-1);
    if (open >= 0) {
      sizes.set(open, (int) (count / known));
    }
    call.require(
        !sizes.contains(-1) && !sizes.contains(0) && count(sizes) == count,
        "%s for %s; the file may be written for pictures of another size"
            .formatted(call.wholes(1), in.sizes()));
    return List.of(in.reshaped(sizes));
  }

  private static long count(List<Integer> sizes) {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private static Value flatten(Call call) {
    call.require(call.node().whole("axis", 1) == 1, "another axis than 1");
    Value in = call.value(0);
    return in.reshape((int) count(in.sizes()));
  }

  private static List<Traced> transpose(Call call) {
    Traced in = call.traced(0);
    int count = in.sizes().size();
    List<Long> order = call.node().wholes("perm");
    call.require(
        order.stream()
            .sorted()
            .toList()
            .equals(IntStream.range(0, count).mapToObj(i -> (long) i).toList()),
        "perm %s of %s".formatted(order, in.sizes()));
    if (in.batched() && order.get(0) != 0) { // the batch is an axis of length 1 among others
      in = new Traced(in.value().reshape(in.sizes().toArray(Integer[]::new)), false);
    }
    int skipped = in.batched() ? 1 : 0;
    Integer[] axes =
        order.stream()
            .skip(skipped)
            .map(axis -> Math.toIntExact(axis) - skipped)
            .toArray(Integer[]::new);
    return List.of(new Traced(in.value().permute(axes), in.batched()));
  }

  /** Axis of the value behind axis {@code axis} of the file. */
  private static int inner(Call call, Traced in, long axis) {
    int count = in.sizes().size();
    long inner = (axis < 0 ? axis + count : axis) - (in.batched() ? 1 : 0);
    call.require(inner >= 0 && inner < in.value().sizes().size(), "axis " + axis);
    return (int) inner;
  }

  private static List<Traced> slice(Call call) {
    Traced in = call.traced(0);
    OnnxNode node = call.node();
    boolean old = call.opset() < 10;
    List<Long> starts = old ? node.wholes("starts") : call.wholes(1);
    List<Long> ends = old ? node.wholes("ends") : call.wholes(2);
    List<Long> axes = old ? node.wholes("axes") : call.has(3) ? call.wholes(3) : List.of();
    List<Long> steps = call.has(4) ? call.wholes(4) : List.of();
    Value value = in.value();
    call.require(starts.size() == ends.size(), "as many starts as ends");
    for (int i = 0; i < starts.size(); i++) {
      long named = i < axes.size() ? axes.get(i) : i;
      int axis = inner(call, in, named);
      int size = value.sizes().get(axis);
      var range =
          new Range(
              place(starts.get(i), size),
              place(ends.get(i), size),
              i < steps.size() ? steps.get(i) : 1);
      value = stepped(call, value, axis, range);
    }
    return List.of(new Traced(value, in.batched()));
  }

  /** Places from {@code from} to before {@code to}, every {@code step}th. */
  private record Range(int from, int to, long step) {}

  private static int place(long place, int size) {
    return (int) Math.max(0, Math.min(size, place < 0 ? place + size : place));
  }

  /** Every {@code step}th: groups of that many, of each the one at the same place. */
  private static Value stepped(Call call, Value in, int axis, Range range) {
    int from = range.from;
    int to = range.to;
    call.require(
        from < to && range.step >= 1 && range.step <= MOST,
        "%d to %d by %d".formatted(from, to, range.step));
    if (range.step == 1) {
      return in.slice(axis, from, to);
    }
    int every = (int) range.step;
    int count = (to - from + every - 1) / every;
    int base = from - from % every;
    call.require(
        base + count * every <= in.sizes().get(axis), "a step that is not even over the axis");
    var groups = new ArrayList<>(in.sizes());
    groups.set(axis, count);
    groups.add(axis + 1, every);
    var left = new ArrayList<>(in.sizes());
    left.set(axis, count);
    return in.slice(axis, base, base + count * every)
        .reshape(groups.toArray(Integer[]::new))
        .slice(axis + 1, from % every, from % every + 1)
        .reshape(left.toArray(Integer[]::new));
  }

  private static List<Traced> split(Call call) {
    Traced in = call.traced(0);
    int axis = inner(call, in, call.node().whole("axis", 0));
    int size = in.value().sizes().get(axis);
    int parts = call.node().outputs().size();
    List<Long> lengths = call.has(1) ? call.wholes(1) : call.node().wholes("split");
    if (lengths.isEmpty()) {
      call.require(size % parts == 0, "%d parts of %d".formatted(parts, size));
      lengths = java.util.Collections.nCopies(parts, (long) size / parts);
    }
    var results = new ArrayList<Traced>();
    int from = 0;
    for (long length : lengths) {
      call.require(length >= 1 && from + length <= size, "split %s of %d".formatted(lengths, size));
      results.add(new Traced(in.value().slice(axis, from, from + (int) length), in.batched()));
      from += (int) length;
    }
    return results;
  }

  /** One place of an axis, which goes away. */
  private static List<Traced> gather(Call call) {
    Traced in = call.traced(0);
    long[] places = call.numbers(1).wholes();
    boolean one = places.length == 1 && call.numbers(1).sizes().isEmpty();
    call.require(one, "several places");
    int axis = inner(call, in, call.node().whole("axis", 0));
    int size = in.value().sizes().get(axis);
    long place = places[0] < 0 ? places[0] + size : places[0];
    call.require(place >= 0 && place < size, "place %d of %d".formatted(places[0], size));
    Value taken = in.value().slice(axis, (int) place, (int) place + 1);
    var sizes = new ArrayList<>(new Traced(taken, in.batched()).sizes());
    sizes.remove(axis + (in.batched() ? 1 : 0));
    return List.of(new Traced(taken, in.batched()).reshaped(sizes));
  }

  private static List<Traced> concat(Call call) {
    int count = call.node().inputs().size();
    List<Traced> all = IntStream.range(0, count).mapToObj(call::traced).toList();
    Traced first = all.get(0);
    boolean batched = all.stream().anyMatch(Traced::batched);
    List<Value> values =
        IntStream.range(0, count)
            .mapToObj(i -> batched ? call.value(i) : all.get(i).value())
            .toList();
    var base = new Traced(values.get(0), batched);
    int axis = inner(call, base, call.node().whole("axis", 1));
    call.require(first.sizes().size() == base.sizes().size(), "unequal axes");
    return List.of(new Traced(base.value().cat(axis, values.subList(1, count)), batched));
  }

  private static Value pad(Call call) {
    Value in = call.picture(0);
    OnnxNode node = call.node();
    List<Long> pads = call.has(1) ? call.wholes(1) : node.wholes("pads");
    call.require(
        node.text("mode", "constant").equals("constant")
            && !call.has(3)
            && pads.size() == 8
            && pads.get(0) == 0
            && pads.get(4) == 0
            && pads.stream().allMatch(pad -> pad >= 0 && pad <= MOST),
        "mode %s and pads %s".formatted(node.text("mode", "constant"), pads));
    double number = call.has(2) ? call.numbers(2).floats()[0] : node.real("value", 0);
    int[] by = pads.stream().mapToInt(Long::intValue).toArray();
    Value padded = in;
    if (by[2] + by[3] + by[6] + by[7] > 0) {
      padded = padded.pad(new Padding(by[3], by[2], by[7], by[6]), number);
    }
    if (by[1] + by[5] > 0) { // channels as the columns of a picture
      padded =
          padded.permute(1, 2, 0).pad(new Padding(by[1], 0, by[5], 0), number).permute(2, 0, 1);
    }
    return padded;
  }
}
