package sightline.trainer.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.coco.CocoFiles;
import sightline.trainer.data.markup.XmlEvents;
import sightline.trainer.data.read.Fence;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Lines;
import sightline.trainer.data.read.PathNames;
import sightline.trainer.data.scene.MaskReader;
import sightline.trainer.data.text.OpenImagesReader;

/** Looks at names of files, and at the beginnings of a few, to tell the format of a dataset. */
final class Detection {

  private static final int MOST_PEEKS = 20;

  private record Clue(DatasetFormat format, String why) {
    boolean isOf(Optional<DatasetFormat> wanted) {
      return wanted.isEmpty() || wanted.orElseThrow() == format;
    }
  }

  private final Path folder;
  private final List<String> files;

  private Detection(Path folder, List<String> files) {
    this.folder = folder;
    this.files = files;
  }

  /** Only of the {@code wanted} format, if there is one wanted. */
  static Detected of(Path folder, Optional<DatasetFormat> wanted) throws IOException, BadDataset {
    Fence fence = Fence.around(folder);
    List<String> files = fence.files(ReadLimits.USUAL);
    Optional<Clue> here =
        new Detection(fence.root(), files).clue().filter(clue -> clue.isOf(wanted));
    if (here.isPresent()) {
      return new Detected(here.get().format(), folder, Path.of(""), here.get().why());
    }
    Map<String, Clue> below = below(fence, files);
    below.values().removeIf(clue -> !clue.isOf(wanted));
    if (below.isEmpty() && wanted.isPresent()) {
      return new Detected(wanted.orElseThrow(), folder, Path.of(""), "as asked");
    }
    if (below.size() != 1) {
      throw new BadDataset(
          below.isEmpty()
              ? "expected a dataset in %s, found no annotations of any known format"
                  .formatted(folder)
              : "expected one dataset in %s, found %s; name one of these folders"
                  .formatted(folder, describe(below)));
    }
    var only = below.entrySet().iterator().next();
    String prefix = only.getKey() + "/";
    boolean own = files.stream().anyMatch(f -> f.startsWith(prefix) && PathNames.isPicture(f));
    Clue clue = only.getValue();
    return new Detected(
        clue.format(),
        folder.resolve(only.getKey()),
        own ? Path.of("") : folder,
        "in " + only.getKey() + ", " + clue.why());
  }

  private static String describe(Map<String, Clue> below) {
    var found = new ArrayList<String>();
    below.forEach((place, clue) -> found.add(clue.format().wireName() + " in " + place));
    return String.join(", ", found);
  }

  /**
   * The clues of the folders in it and in those; one below a folder with a clue is not looked at.
   */
  private static Map<String, Clue> below(Fence fence, List<String> files)
      throws IOException, BadDataset {
    var places = new TreeSet<String>();
    for (String file : files) {
      String[] parts = file.split("/");
      for (int depth = 1; depth <= Math.min(2, parts.length - 1); depth++) {
        places.add(String.join("/", List.of(parts).subList(0, depth)));
      }
    }
    var found = new LinkedHashMap<String, Clue>();
    for (String place : places) {
      boolean known = found.keySet().stream().anyMatch(above -> place.startsWith(above + "/"));
      if (!known && found.size() < MOST_PEEKS) {
        List<String> inPlace =
            files.stream()
                .filter(file -> file.startsWith(place + "/"))
                .map(file -> file.substring(place.length() + 1))
                .toList();
        new Detection(fence.root().resolve(place), inPlace)
            .clue()
            .ifPresent(clue -> found.put(place, clue));
      }
    }
    return found;
  }

  private Optional<Clue> clue() throws IOException {
    Optional<Clue> byName = byName();
    return byName.isPresent() ? byName : byContent();
  }

  private Optional<Clue> byName() {
    boolean tracks =
        files.stream().anyMatch(f -> f.equals("gt/gt.txt") || f.endsWith("/gt/gt.txt"));
    if (tracks) {
      return clue(DatasetFormat.MOT, "gt/gt.txt is there");
    }
    boolean products = any("train/good/");
    if (products || any("MT_Free/")) {
      return clue(DatasetFormat.MVTEC, products ? "train/good is there" : "MT_Free is there");
    }
    return Optional.empty();
  }

  private boolean any(String start) {
    return files.stream().anyMatch(file -> file.startsWith(start));
  }

  private static Optional<Clue> clue(DatasetFormat format, String why) {
    return Optional.of(new Clue(format, why));
  }

  private Optional<Clue> byContent() throws IOException {
    Optional<Clue> objects = Optional.empty();
    for (String file : near("json")) {
      if (CocoFiles.isPanoptic(folder.resolve(file))) {
        return clue(DatasetFormat.COCO_PANOPTIC, file + " has segments_info");
      }
      if (CocoFiles.isObjects(folder.resolve(file))) {
        objects = clue(DatasetFormat.COCO, file + " has annotations of objects");
      }
    }
    return objects.isPresent() ? objects : byOtherContent();
  }

  private Optional<Clue> byOtherContent() throws IOException {
    for (String file : near("xml")) {
      String root = XmlEvents.rootOf(folder.resolve(file));
      if (root.equals("annotation") || root.equals("annotations")) {
        return clue(
            root.equals("annotation") ? DatasetFormat.VOC : DatasetFormat.CVAT,
            "%s begins with <%s>".formatted(file, root));
      }
    }
    for (String file : near("csv")) {
      if (OpenImagesReader.isHeader(firstLine(file))) {
        return clue(DatasetFormat.OPEN_IMAGES, file + " has the columns of Open Images");
      }
    }
    Optional<Clue> labels = labels();
    return labels.isPresent() ? labels : maps();
  }

  /** Files that lie here, or in a folder that by its name is part of the dataset here. */
  private List<String> near(String ending) {
    return files.stream()
        .filter(file -> PathNames.ending(file).equals(ending))
        .filter(
            file ->
                !file.contains("/")
                    || file.matches("(?i)(annotations?|train|valid|val|test)/[^/]*"))
        .limit(MOST_PEEKS)
        .toList();
  }

  private Optional<Clue> labels() throws IOException {
    List<String> texts =
        files.stream()
            .filter(file -> PathNames.ending(file).equals("txt"))
            .filter(file -> file.matches("(.*/)?labels/.*|obj_[^/]*/.*|[^/]*"))
            .limit(MOST_PEEKS)
            .toList();
    boolean here =
        any("labels/")
            || any("obj_")
            || files.stream()
                .anyMatch(
                    file ->
                        file.matches(
                            "[^/]*\\.(names|ya?ml)|classes\\.txt|(train|valid|val|test)/labels/.*txt"));
    for (String file : here ? texts : List.<String>of()) {
      String line = firstLine(file).strip();
      int columns = line.split("\\s+").length;
      if (line.matches("[0-9]+(\\s+[-0-9.eE]+){4,}") && columns % 2 == 1) {
        return columns == 5
            ? clue(DatasetFormat.YOLO, file + " has lines of a class and 4 numbers")
            : clue(DatasetFormat.YOLO_SEG, file + " has lines of a class and a polygon");
      }
    }
    return Optional.empty();
  }

  private Optional<Clue> maps() {
    boolean pairs = any("train/") && any("trainannot/") || any("val/") && any("valannot/");
    boolean named = any("masks/") || any("images/") && (any("labels/") || any("annotations/"));
    boolean maps = files.stream().anyMatch(MaskReader::isMap);
    return maps && (pairs || named)
        ? clue(DatasetFormat.MASKS, "label maps lie in folders of their own")
        : Optional.empty();
  }

  private String firstLine(String file) throws IOException {
    try (var lines = Lines.of(folder.resolve(file))) {
      return lines.next() ? lines.text() : "";
    } catch (Flawed e) {
      return "";
    }
  }
}
