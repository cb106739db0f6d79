package sightline.trainer.net.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Arithmetic;
import sightline.trainer.net.Value.Function;
import sightline.trainer.onnx.OnnxNumbers;

/** Operators of each number on its own, or of two. */
final class Elementwise {

  private Elementwise() {}

  static Map<String, Operator> all() {
    var all = new TreeMap<String, Operator>();
    all.put("Relu", Operator.each(Value::relu));
    all.put("Sigmoid", Operator.each(Value::sigmoid));
    all.put("Tanh", Operator.each(Value::tanh));
    all.put("Exp", Operator.each(Value::exp));
    all.put("Sqrt", Operator.each(Value::sqrt));
    all.put("Abs", Operator.each(Value::abs));
    all.put("Softplus", Operator.each(in -> in.each(Function.SOFTPLUS)));
    all.put("Neg", Operator.each(in -> in.scale(-1)));
    all.put("Identity", Operator.each(in -> in));
    all.put("Dropout", Elementwise::dropout);
    all.put("LeakyRelu", plus((call, in) -> in.leakyRelu(call.node().real("alpha", .01f))));
    all.put("HardSigmoid", plus(Elementwise::hardSigmoid));
    all.put("HardSwish", Operator.each(Elementwise::hardSwish));
    all.put("Clip", plus(Elementwise::clip));
    all.put("Softmax", Operator.one(Elementwise::softmax));
    all.put("Add", call -> combined(call, Arithmetic.ADD));
    all.put("Sub", call -> combined(call, Arithmetic.SUBTRACT));
    all.put("Mul", call -> combined(call, Arithmetic.MULTIPLY));
    all.put("Div", call -> combined(call, Arithmetic.DIVIDE));
    return all;
  }

  private interface Change {
    Value of(Call call, Value in);
  }

  private static Operator plus(Change change) {
    return call -> {
      Traced in = call.traced(0);
      return List.of(new Traced(change.of(call, in.value()), in.batched()));
    };
  }

  private static List<Traced> dropout(Call call) {
    call.require(call.node().outputs().size() == 1, "a mask");
    return List.of(call.traced(0));
  }

  private static Value hardSigmoid(Call call, Value in) {
    float alpha = call.node().real("alpha", .2f);
    float beta = call.node().real("beta", .5f);
    return in.scale(alpha).shift(beta).clip(0, 1);
  }

  private static Value hardSwish(Value in) {
    return in.multiply(in.scale(1 / 6.).shift(.5).clip(0, 1));
  }

  private static Value clip(Call call, Value in) {
    float least = call.node().real("min", -Float.MAX_VALUE);
    float most = call.node().real("max", Float.MAX_VALUE);
    return in.clip(call.has(1) ? single(call, 1) : least, call.has(2) ? single(call, 2) : most);
  }

  private static float single(Call call, int i) {
    float[] numbers = call.numbers(i).floats();
    call.require(numbers.length == 1, numbers.length + " numbers where one is expected");
    return numbers[0];
  }

  private static Value softmax(Call call) {
    Value in = call.value(0);
    int axes = in.sizes().size();
    int axis = (int) call.node().whole("axis", call.opset() < 13 ? 1 : -1);
    int inner = (axis < 0 ? axis + axes + 1 : axis) - 1;
    call.require(
        inner >= 0 && inner < axes && (call.opset() >= 13 || inner == axes - 1), "axis " + axis);
    return in.softmax(inner);
  }

  private static List<Traced> combined(Call call, Arithmetic how) {
    if (call.isConstant(0) == call.isConstant(1)) {
      Traced left = call.traced(0);
      Traced right = call.traced(1);
      boolean same = left.batched() == right.batched();
      return List.of(
          same && left.value().sizes().size() == right.value().sizes().size()
              ? new Traced(left.value().combined(how, right.value()), left.batched())
              : Traced.of(call.value(0).combined(how, spread(call, call.value(1), call.value(0)))));
    }
    boolean first = call.isConstant(0);
    Traced in = call.traced(first ? 1 : 0);
    Value value = in.value();
    Value constant = constant(call, first ? 0 : 1, how, value);
    Value result = first ? constant.combined(how, value) : value.combined(how, constant);
    return List.of(new Traced(result, in.batched()));
  }

  /** Several numbers that are added are a bias and learned; everything else stays as it is. */
  private static Value constant(Call call, int i, Arithmetic how, Value in) {
    OnnxNumbers numbers = call.numbers(i);
    float[] all = numbers.floats();
    call.require(all.length > 0, "no numbers");
    List<Integer> sizes = inner(call, numbers.sizes(), in);
    if (how == Arithmetic.ADD && all.length > 1) {
      Value bias = in.parameter(call.learned(i, Start.constant(0)));
      return bias.sizes().equals(sizes) ? bias : bias.reshape(sizes.toArray(Integer[]::new));
    }
    return in.constant(all, sizes);
  }

  /** Sizes in the file's order with as many axes as {@code in} has, without the batch. */
  private static List<Integer> inner(Call call, List<Integer> sizes, Value in) {
    var inner = new ArrayList<>(sizes);
    int axes = in.sizes().size();
    while (inner.size() > axes && inner.get(0) == 1) {
      inner.remove(0);
    }
    call.require(inner.size() <= axes, "%s beside %s".formatted(sizes, in.sizes()));
    inner.addAll(0, Collections.nCopies(axes - inner.size(), 1));
    return inner;
  }

  /** {@code small} with as many axes as {@code in}. */
  static Value spread(Call call, Value small, Value in) {
    List<Integer> sizes = inner(call, small.sizes(), in);
    return sizes.equals(small.sizes()) ? small : small.reshape(sizes.toArray(Integer[]::new));
  }
}
