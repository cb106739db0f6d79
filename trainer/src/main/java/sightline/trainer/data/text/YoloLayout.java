package sightline.trainer.data.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.read.DatasetYaml;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.Lines;
import sightline.trainer.data.read.PathNames;

/**
 * Where a YOLO dataset keeps what: a label file has the path of its picture with {@code labels} for
 * {@code images} and {@code .txt} for the ending; else the same name, if only one picture has it.
 */
final class YoloLayout {

  private final Intake intake;
  private final DatasetYaml yaml;
  private final Map<String, String> labelsByKey = new TreeMap<>();
  private final Map<String, String> labelsByStem = new HashMap<>();

  YoloLayout(Intake intake) throws IOException, BadDataset {
    this.intake = intake;
    this.yaml = DatasetYaml.find(intake, "names");
    for (String file : intake.files()) {
      if (PathNames.ending(file).equals("txt")) {
        labelsByKey.put(key(file), file);
        labelsByStem.merge(PathNames.stem(file), file, (one, other) -> "");
      }
    }
  }

  /** What a picture and its label file have in common. */
  private static String key(String path) {
    var parts = new ArrayList<>(List.of(PathNames.withoutEnding(path).split("/")));
    int at = Math.max(parts.lastIndexOf("images"), parts.lastIndexOf("labels"));
    if (at >= 0) {
      parts.remove(at);
    }
    return String.join("/", parts);
  }

  Labels labels() throws IOException, BadDataset {
    if (!intake.rules().labels().isEmpty()) {
      return Labels.ofNames(intake.rules().labels());
    }
    var names = yaml.names("names");
    if (!names.isEmpty()) {
      return Labels.ofNumbers(names);
    }
    for (String file : intake.files()) {
      String name = PathNames.file(file);
      if (name.endsWith(".names") || name.equals("classes.txt") || name.equals("labels.txt")) {
        return Labels.ofNames(Labels.read(intake.required(file)));
      }
    }
    throw new BadDataset(
        "expected the names of the classes in a YAML file or classes.txt in %s, found none"
            .formatted(intake.fence().root()));
  }

  /** Whether a picture without a label file is not part of the dataset, rather than empty. */
  boolean skipsUnlabelled() {
    return yaml.says("skip_if_label_file_missing");
  }

  Optional<String> labelFile(String picture) {
    String exact = labelsByKey.get(key(picture));
    String file = exact == null ? labelsByStem.getOrDefault(PathNames.stem(picture), "") : exact;
    return Optional.of(file).filter(found -> !found.isEmpty());
  }

  /** Label files, of the split, that no picture of {@code used} has; lists and names are none. */
  List<String> orphans(java.util.Set<String> used) throws IOException, BadDataset {
    var orphans = new ArrayList<String>();
    List<String> places = places();
    for (String file : labelsByKey.values()) {
      boolean label = List.of(file.split("/")).contains("labels");
      boolean named = PathNames.file(file).equals("classes.txt");
      if (label && !named && !used.contains(file) && isIn(file, places)) {
        orphans.add(file);
      }
    }
    return orphans;
  }

  /** The pictures of the split. */
  List<String> pictures() throws IOException, BadDataset {
    List<String> places = places();
    var found = new ArrayList<String>();
    for (String place : places) {
      if (place.endsWith(".txt")) {
        listed(place, found);
      }
    }
    for (String path : intake.pictures().paths()) {
      if (isIn(path, places)) {
        found.add(path);
      }
    }
    return found;
  }

  private List<String> places() {
    String split = intake.rules().split();
    List<String> places = split.isEmpty() ? List.of("") : yaml.places(split);
    return places.isEmpty() ? List.of(split) : places;
  }

  private static boolean isIn(String path, List<String> places) {
    String key = key(path) + "/";
    return places.stream()
        .map(place -> place.isEmpty() ? "" : key(place + "/x").replaceAll("x$", ""))
        .anyMatch(key::startsWith);
  }

  private void listed(String list, List<String> found) throws IOException, BadDataset {
    try (var lines = Lines.of(intake.required(list))) {
      while (lines.next() && found.size() <= intake.limits().samples()) {
        try {
          String name = lines.text().strip();
          if (!name.isEmpty()) {
            found.add(intake.pictures().find(name));
          }
        } catch (Flawed e) {
          intake.flaws().add(list, lines.number(), e);
        }
      }
    }
  }
}
