package sightline.trainer.net.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;

/**
 * A net's layers as a table, and all of its parameters, found by going through its forward pass
 * with sizes instead of numbers.
 *
 * <p>Threading: made by one thread, then immutable.
 */
public final class NetTable {

  private static final String COLUMNS = "%-22s %-7s %-6s %-18s %12s %16s%n";

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, List<Integer>> outputs = new LinkedHashMap<>();

  private NetTable() {}

  /**
   * One layer; normalization and activation belong to the layer before them.
   *
   * @param kernel side, 0 where there is none
   * @param stride 0 where there is none
   * @param output channels, height, width, or fewer
   * @param parameters numbers that are learned
   * @param multiplyAdds for one picture
   */
  public record Row(
      String layer,
      int kernel,
      int stride,
      List<Integer> output,
      long parameters,
      long multiplyAdds) {

    private Row plus(long learned) {
      return new Row(layer, kernel, stride, output, parameters + learned, multiplyAdds);
    }
  }

  /** The table of what {@code net} learns with. */
  public static NetTable of(Net net) {
    var table = new NetTable();
    table.row(new Row("Input", 0, 0, net.input(), 0, 0));
    net.forward(new TableValue(table, net.input()))
        .forEach((name, value) -> table.outputs.put(name, value.sizes()));
    return table;
  }

  /** A value of which only the sizes are known, for other readings that need them. */
  public static Value sizesOnly(List<Integer> sizes) {
    return new TableValue(new NetTable(), sizes);
  }

  /** All parameters of {@code net}, those that only its answer has included, in order. */
  public static List<Parameter> parametersOf(Net net) {
    NetTable table = of(net);
    net.answer(new TableValue(table, net.input()));
    return List.copyOf(table.parameters.values());
  }

  /** Names and sizes, without batch, of what the file of {@code net} gives. */
  public static Map<String, List<Integer>> answersOf(Net net) {
    var sizes = new LinkedHashMap<String, List<Integer>>();
    Map<String, Value> answer = net.answer(new TableValue(new NetTable(), net.input()));
    answer.forEach((name, value) -> sizes.put(name, value.sizes()));
    return sizes;
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** Sizes, without batch, of what losses look at. */
  public Map<String, List<Integer>> outputs() {
    return Map.copyOf(outputs);
  }

  /** Numbers that are learned. */
  public long learned() {
    return parameters.values().stream()
        .filter(Parameter::learned)
        .mapToLong(Parameter::count)
        .sum();
  }

  /** For one picture. */
  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }

  void row(Row row) {
    rows.add(row);
  }

  void learn(Parameter parameter) {
    Parameter known = parameters.putIfAbsent(parameter.name(), parameter);
    if (known != null && !known.sizes().equals(parameter.sizes())) {
      throw new IllegalArgumentException(
          "parameter %s is wanted with sizes %s and %s"
              .formatted(parameter.name(), known.sizes(), parameter.sizes()));
    }
    if (known == null && parameter.learned() && !rows.isEmpty()) {
      int last = rows.size() - 1;
      rows.set(last, rows.get(last).plus(parameter.count()));
    }
  }

  /** As text, sizes as (H, W, C), sums in the last line. */
  public String text() {
    var text = new StringBuilder();
    text.append(
        COLUMNS.formatted("layer", "kernel", "stride", "output", "parameters", "multiply-adds"));
    for (Row row : rows) {
      text.append(
          COLUMNS.formatted(
              row.layer,
              row.kernel == 0 ? "" : row.kernel + "x" + row.kernel,
              row.stride == 0 ? "" : "" + row.stride,
              shown(row.output),
              row.parameters == 0 ? "" : grouped(row.parameters),
              row.multiplyAdds == 0 ? "" : grouped(row.multiplyAdds)));
    }
    return text.append(
            COLUMNS.formatted("Total", "", "", "", grouped(learned()), grouped(multiplyAdds())))
        .toString();
  }

  private static String grouped(long number) {
    return "%,d".formatted(number).replace('.', ',').toLowerCase(Locale.ROOT);
  }

  /** Sizes as a lecture writes them: height, width, channels. */
  public static String shown(List<Integer> sizes) {
    return sizes.size() == 3
        ? "(%d, %d, %d)".formatted(sizes.get(1), sizes.get(2), sizes.get(0))
        : sizes.toString().replace('[', '(').replace(']', ')');
  }
}
