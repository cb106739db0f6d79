package sightline.trainer.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Boxes;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.Lines;
import sightline.trainer.data.read.Numbers;
import sightline.trainer.data.read.PathNames;

/**
 * The boxes of Open Images: a CSV file with a header, one box a line, edges as fractions of the
 * picture; a decimal comma is understood. {@code IsGroupOf} is a crowd. Classes are those of {@code
 * class-descriptions*.csv}, else the labels found, alphabetically.
 *
 * <p>Since everything is a fraction, the header of every picture is read at once. Pictures without
 * a line are in the dataset only where they lie in its own folder.
 *
 * @see <a href="https://storage.googleapis.com/openimages/web/download_v7.html">the format</a>
 */
public final class OpenImagesReader implements DatasetReader {

  private record Row(String label, Box box, boolean crowd) {}

  private record Found(String picture, FrameSize size, List<Row> rows) {}

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    String file = choose(intake);
    var found = new TreeMap<String, Found>();
    var names = new TreeSet<String>();
    try (var lines = Lines.of(intake.required(file))) {
      var columns = header(lines, file);
      while (lines.next()) {
        try {
          row(intake, CsvRow.of(lines.text()), columns, found, names);
        } catch (Flawed e) {
          intake.flaws().add(file, lines.number(), e);
        }
      }
    }
    Map<String, String> described = descriptions(intake);
    Labels labels = labels(intake, described, names);
    for (Found one : found.values()) {
      var truths = new ArrayList<Truth>();
      for (Row row : one.rows()) {
        try {
          int classId = labels.ofName(described.getOrDefault(row.label(), row.label()));
          truths.add(
              new Truth(classId, row.box(), Mask.NONE, row.box().area(), row.crowd(), false, 0));
        } catch (Flawed e) {
          intake.flaws().add(file, 0, e);
        }
      }
      Path path = intake.pictures().file(one.picture());
      String id = PathNames.withoutEnding(one.picture());
      intake.add(new Sample(id, path, one.size(), truths, SceneSource.NONE), file);
    }
    return intake.dataset(labels.names());
  }

  /** Whether the first line of a file names the columns of boxes. */
  public static boolean isHeader(String line) {
    return line.contains("ImageID") && line.contains("LabelName") && line.contains("XMin");
  }

  private static String choose(Intake intake) throws IOException, BadDataset {
    var fitting = new ArrayList<String>();
    for (String file : intake.files()) {
      if (PathNames.ending(file).equals("csv")) {
        try (var lines = Lines.of(intake.required(file))) {
          if (lines.next() && isHeader(lines.text())) {
            fitting.add(file);
          }
        } catch (Flawed e) {
          intake.flaws().add(file, 1, e);
        }
      }
    }
    String split = intake.rules().split();
    var ofSplit = fitting.stream().filter(file -> file.contains(split)).toList();
    if (ofSplit.size() != 1) {
      throw new BadDataset(
          "expected one CSV file%s with columns ImageID, LabelName and XMin in %s, found %d"
              .formatted(
                  split.isEmpty() ? "" : " of split " + split,
                  intake.fence().root(),
                  ofSplit.size()));
    }
    return ofSplit.get(0);
  }

  private static Map<String, Integer> header(Lines lines, String file)
      throws IOException, BadDataset {
    var columns = new HashMap<String, Integer>();
    try {
      List<String> names = lines.next() ? CsvRow.of(lines.text()) : List.of();
      names.forEach(name -> columns.put(name.strip(), columns.size()));
    } catch (Flawed e) {
      throw new BadDataset("%s:1: %s".formatted(file, e.getMessage()));
    }
    for (String needed : List.of("ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax")) {
      if (!columns.containsKey(needed)) {
        throw new BadDataset("%s:1: expected a column %s, found none".formatted(file, needed));
      }
    }
    return columns;
  }

  private static void row(
      Intake intake,
      List<String> cells,
      Map<String, Integer> columns,
      Map<String, Found> found,
      TreeSet<String> names)
      throws Flawed {
    if (cells.size() != columns.size()) {
      throw Flawed.of("expected %d columns, found %d", columns.size(), cells.size());
    }
    String image = cells.get(columns.get("ImageID"));
    String label = cells.get(columns.get("LabelName"));
    names.add(label);
    Found one = found.get(image);
    if (one == null) {
      String picture =
          PathNames.isPicture(image)
              ? intake.pictures().find(image)
              : intake.pictures().findByStem(image);
      one = new Found(picture, intake.pictures().size(picture), new ArrayList<>());
      found.put(image, one);
    }
    if (one.rows().size() > intake.limits().objects()) {
      return;
    }
    var edges = new double[4];
    List<String> order = List.of("XMin", "YMin", "XMax", "YMax");
    for (int i = 0; i < 4; i++) {
      edges[i] = fraction(cells.get(columns.get(order.get(i))), order.get(i));
      edges[i] *= i % 2 == 0 ? one.size().width() : one.size().height();
    }
    int group = columns.getOrDefault("IsGroupOf", -1);
    boolean crowd = group >= 0 && cells.get(group).strip().equals("1");
    one.rows().add(new Row(label, Boxes.ofEdges(edges, one.size()), crowd));
  }

  private static double fraction(String cell, String column) throws Flawed {
    boolean comma = cell.indexOf(',') >= 0 && cell.indexOf('.') < 0;
    double value = Numbers.real(comma ? cell.replace(',', '.') : cell, column);
    if (value < -0.001 || value > 1.001) {
      throw Flawed.of("expected a fraction as %s, 0 to 1, found %s", column, value);
    }
    return value;
  }

  private static Map<String, String> descriptions(Intake intake) throws IOException, BadDataset {
    var described = new HashMap<String, String>();
    for (String file : intake.files()) {
      if (PathNames.file(file).startsWith("class-descriptions")) {
        try (var lines = Lines.of(intake.required(file))) {
          while (lines.next()) {
            List<String> cells = CsvRow.of(lines.text());
            if (cells.size() == 2) {
              described.put(cells.get(0), cells.get(1));
            }
          }
        } catch (Flawed e) {
          throw new BadDataset(file + ": " + e.getMessage());
        }
      }
    }
    return described;
  }

  private static Labels labels(
      Intake intake, Map<String, String> described, TreeSet<String> names) {
    List<String> given = intake.rules().labels();
    if (!given.isEmpty()) {
      return Labels.ofNames(given);
    }
    return Labels.sorted(described.isEmpty() ? names : described.values());
  }
}
