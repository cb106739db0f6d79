package sightline.trainer.data.text;

import java.util.ArrayList;
import java.util.List;
import sightline.trainer.data.read.Flawed;

/** The cells of a line of RFC 4180: commas between them, quotes around those that hold a comma. */
final class CsvRow {

  private CsvRow() {}

  static List<String> of(String line) throws Flawed {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(letter);
        i++;
      } else if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(letter);
      }
    }
    if (quoted) {
      throw new Flawed("expected a closing quote, found the end of the line");
    }
    cells.add(cell.toString());
    return cells;
  }
}
