package sightline.deploy.console;

import static java.util.stream.Collectors.joining;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Rows whose columns are as wide as their widest cell; the last one is not filled up.
 *
 * <p>Threading: one thread.
 */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  /** Adds a row with as many cells as the header has. */
  public TextTable row(Object... cells) {
    rows.add(IntStream.range(0, cells.length).mapToObj(i -> PlainText.of("" + cells[i])).toList());
    return this;
  }

  /** Prints the header and every row. */
  public void print(PrintWriter out) {
    List<Integer> widths =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(1))
            .toList();
    for (List<String> row : rows) {
      out.println(
          IntStream.range(0, row.size())
              .mapToObj(
                  i -> String.format(Locale.ROOT, "%-" + wide(widths.get(i)) + "s", row.get(i)))
              .collect(joining("  "))
              .stripTrailing());
    }
  }

  private static int wide(int width) {
    return Math.max(1, width);
  }
}
