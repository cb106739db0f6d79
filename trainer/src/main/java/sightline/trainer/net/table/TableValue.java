package sightline.trainer.net.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.table.NetTable.Row;

/** A value of which only the sizes are known. */
record TableValue(NetTable table, List<Integer> sizes) implements Value {

  TableValue {
    sizes = List.copyOf(sizes);
    if (sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException("a value of sizes " + sizes + ", expected 1 or more each");
    }
  }

  private TableValue with(Integer... others) {
    return new TableValue(table, List.of(others));
  }

  private TableValue with(int axis, int size) {
    var others = new ArrayList<>(sizes);
    others.set(axis, size);
    return new TableValue(table, others);
  }

  private TableValue told(String layer, int kernel, int stride, TableValue result) {
    table.row(new Row(layer, kernel, stride, result.sizes, 0, 0));
    return result;
  }

  private static int count(List<Integer> sizes) {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  private static void require(boolean holds, String what, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(what.formatted(values));
    }
  }

  private void learn(Parameter weight, Optional<Parameter> bias) {
    table.learn(weight);
    bias.ifPresent(table::learn);
  }

  // ---- with parameters ------------------------------------------------------------------------

  @Override
  public Value conv2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    int kernel = weight.sizes().get(2);
    require(
        weight.sizes().get(1) * how.groups() == channels(),
        "%s takes %d channels of %d",
        weight.name(),
        weight.sizes().get(1) * how.groups(),
        channels());
    int out = weight.sizes().get(0);
    TableValue result =
        with(out, convolved(height(), kernel, how), convolved(width(), kernel, how));
    long each = (long) weight.sizes().get(1) * kernel * kernel;
    String layer = how.dilation() > 1 ? "Conv, dilation " + how.dilation() : "Conv";
    table.row(new Row(layer, kernel, how.stride(), result.sizes, 0, count(result.sizes) * each));
    learn(weight, bias);
    return result;
  }

  private static int convolved(int size, int kernel, Convolution how) {
    int reach = how.dilation() * (kernel - 1) + 1;
    return Math.floorDiv(size + 2 * how.padding() - reach, how.stride()) + 1;
  }

  @Override
  public Value convTranspose2d(Parameter weight, Optional<Parameter> bias, Convolution how) {
    int kernel = weight.sizes().get(2);
    require(
        weight.sizes().get(0) == channels(),
        "%s takes %d channels of %d",
        weight.name(),
        weight.sizes().get(0),
        channels());
    int grown = kernel - 2 * how.padding();
    TableValue result =
        with(
            weight.sizes().get(1) * how.groups(),
            (height() - 1) * how.stride() + grown,
            (width() - 1) * how.stride() + grown);
    long each = (long) weight.sizes().get(1) * kernel * kernel;
    table.row(
        new Row("Transposed conv", kernel, how.stride(), result.sizes, 0, count(sizes) * each));
    learn(weight, bias);
    return result;
  }

  @Override
  public Value linear(Parameter weight, Optional<Parameter> bias) {
    int last = sizes.size() - 1;
    require(
        weight.sizes().get(1).equals(sizes.get(last)),
        "%s takes %d numbers of %s",
        weight.name(),
        weight.sizes().get(1),
        sizes);
    TableValue result = with(last, weight.sizes().get(0));
    table.row(
        new Row("Linear", 0, 0, result.sizes, 0, (long) count(result.sizes) * sizes.get(last)));
    learn(weight, bias);
    return result;
  }

  @Override
  public Value batchNorm(BatchNorm norm) {
    List.of(norm.weight(), norm.bias(), norm.mean(), norm.variance()).forEach(table::learn);
    return this;
  }

  @Override
  public Value parameter(Parameter parameter) {
    table.learn(parameter);
    return new TableValue(table, parameter.sizes());
  }

  @Override
  public Value constant(float[] numbers, List<Integer> sizes) {
    require(numbers.length == count(sizes), "%d numbers for sizes %s", numbers.length, sizes);
    return new TableValue(table, sizes);
  }

  // ---- number by number -----------------------------------------------------------------------

  @Override
  public Value each(Function function) {
    return this;
  }

  @Override
  public Value combined(Arithmetic how, Value other) {
    List<Integer> others = other.sizes();
    require(others.size() == sizes.size(), "%s does not fit %s", others, sizes);
    var result = new ArrayList<Integer>();
    for (int axis = 0; axis < sizes.size(); axis++) {
      int mine = sizes.get(axis);
      int its = others.get(axis);
      require(mine == its || mine == 1 || its == 1, "%s does not fit %s", others, sizes);
      result.add(Math.max(mine, its));
    }
    return new TableValue(table, result);
  }

  @Override
  public Value scale(double factor) {
    return this;
  }

  @Override
  public Value shift(double summand) {
    return this;
  }

  @Override
  public Value clip(double min, double max) {
    return this;
  }

  @Override
  public Value leakyRelu(double slope) {
    return this;
  }

  @Override
  public Value softmax(int axis) {
    return this;
  }

  // ---- shapes ---------------------------------------------------------------------------------

  @Override
  public Value reshape(Integer... others) {
    require(
        count(List.of(others)) == count(sizes),
        "%s cannot become %s",
        sizes,
        Arrays.toString(others));
    return with(others);
  }

  @Override
  public Value permute(Integer... axes) {
    return with(Arrays.stream(axes).map(sizes::get).toArray(Integer[]::new));
  }

  @Override
  public Value slice(int axis, int from, int to) {
    require(
        from >= 0 && from < to && to <= sizes.get(axis),
        "%d to %d of axis %d of %s",
        from,
        to,
        axis,
        sizes);
    return with(axis, to - from);
  }

  @Override
  public Value cat(int axis, List<Value> others) {
    int size = sizes.get(axis);
    for (Value other : others) {
      int its = other.sizes().get(axis);
      require(with(axis, its).sizes.equals(other.sizes()), "%s beside %s", other.sizes(), sizes);
      size += its;
    }
    return with(axis, size);
  }

  @Override
  public Value pad(Padding around, double number) {
    return with(
        channels(),
        height() + around.top() + around.bottom(),
        width() + around.left() + around.right());
  }

  @Override
  public Value mean(int axis) {
    return with(axis, 1);
  }

  @Override
  public Value sum(int axis) {
    return with(axis, 1);
  }

  @Override
  public Value toTiles(int rows, int columns) {
    require(
        height() % rows == 0 && width() % columns == 0,
        "%s cannot be cut into %d x %d tiles",
        sizes,
        rows,
        columns);
    return with(channels(), height() / rows, width() / columns);
  }

  @Override
  public Value fromTiles(int rows, int columns) {
    return with(channels(), height() * rows, width() * columns);
  }

  // ---- pooling and resizing -------------------------------------------------------------------

  private TableValue pooled(String layer, Pooling how) {
    return told(
        layer,
        how.kernel(),
        how.stride(),
        with(channels(), pooled(height(), how), pooled(width(), how)));
  }

  private static int pooled(int size, Pooling how) {
    return Math.floorDiv(size + how.before() + how.after() - how.kernel(), how.stride()) + 1;
  }

  @Override
  public Value maxPool(Pooling how) {
    return pooled("Max pooling", how);
  }

  @Override
  public Pooled maxPoolIndexed(Pooling how) {
    require(
        height() % how.stride() == 0 && width() % how.stride() == 0 && how.kernel() == how.stride(),
        "%s cannot be pooled by %d and taken back",
        sizes,
        how.stride());
    return new TablePooled(pooled("Max pooling", how), this, how.stride());
  }

  @Override
  public Value maxUnpool(Pooled pooled) {
    var from = (TablePooled) pooled;
    require(
        from.value.sizes().equals(sizes), "%s is taken back by indices of %s", sizes, from.value);
    return told("Max unpooling", from.factor, from.factor, from.before);
  }

  private record TablePooled(Value value, TableValue before, int factor) implements Pooled {}

  @Override
  public Value averagePool(Pooling how) {
    return pooled("Average pooling", how);
  }

  @Override
  public Value globalAverage() {
    return told("Global average", 0, 0, with(channels(), 1, 1));
  }

  private TableValue grown(String layer, int factor) {
    return told(layer, 0, factor, with(channels(), height() * factor, width() * factor));
  }

  @Override
  public Value nearest(int factor) {
    return grown("Nearest", factor);
  }

  @Override
  public Value bedOfNails(int factor) {
    return grown("Bed of nails", factor);
  }

  @Override
  public Value bilinear(int height, int width) {
    return told("Bilinear", 0, 0, with(channels(), height, width));
  }

  // ---- training -------------------------------------------------------------------------------

  @Override
  public Value noise() {
    return this;
  }

  @Override
  public Value dropout(double share) {
    return this;
  }
}
