package sightline.trainer.study.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a study has found.
 *
 * @param lead what was asked and how, a few sentences
 */
public record StudyReport(String title, String lead, List<Block> blocks) {

  public StudyReport {
    blocks = List.copyOf(blocks);
  }

  /** A part of it. */
  public sealed interface Block permits Words, Table, Figures {}

  /** A paragraph. */
  public record Words(String text) implements Block {}

  /**
   * @param best column whose greatest number is marked, -1 for none
   */
  public record Table(String caption, List<String> header, List<List<String>> rows, int best)
      implements Block {
    public Table {
      header = List.copyOf(header);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "row %s, expected %d cells as %s".formatted(row, header.size(), header));
        }
      }
    }
  }

  /**
   * Pictures, beside each other where there is room.
   *
   * @param columns at most
   */
  public record Figures(String caption, List<Figure> figures, int columns) implements Block {
    public Figures {
      figures = List.copyOf(figures);
    }
  }

  /**
   * @param file relative to the folder of the study
   */
  public record Figure(Path file, String caption) {}

  /** The same, and {@code block} at its end. */
  public StudyReport with(Block block) {
    var more = new ArrayList<>(blocks);
    more.add(block);
    return new StudyReport(title, lead, more);
  }
}
