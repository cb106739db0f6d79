package sightline.trainer.data.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.read.DatasetYaml;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.LabelMap;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.PathNames;

/**
 * Folders of label maps: each PNG has the path of its picture with {@code labels}, {@code masks} or
 * {@code annotations} for {@code images}, or lies in {@code trainannot} for {@code train}. Its
 * pixels are class numbers, raw.
 *
 * <p>Class names are the caller's, else those of a YAML file's {@code classes} or {@code names},
 * else the lines of {@code labels.txt} or {@code classes.txt}. Numbers without a name, and those
 * named unlabelled, void or ignore, are unlabelled. Headers are read at once, label maps when asked
 * for.
 */
public final class MaskReader implements DatasetReader {

  private static final Set<String> MAPS = Set.of("labels", "masks", "annotations");

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    Labels labels = labels(intake);
    var parts = new ArrayList<Scene.Part>();
    labels
        .numbers()
        .forEach((number, id) -> parts.add(new Scene.Part(number.intValue(), id, false)));
    var pictures = new TreeMap<String, String>();
    for (String path : intake.pictures().paths()) {
      if (!isMap(path)) {
        pictures.put(key(path), path);
      }
    }
    for (String map : intake.files()) {
      if (isMap(map) && inSplit(map, rules.split())) {
        sample(intake, parts, map, pictures.get(key(map)));
      }
    }
    return intake.dataset(labels.names());
  }

  /** Whether a path is that of a label map. */
  public static boolean isMap(String path) {
    List<String> folders = List.of(PathNames.folder(path).split("/"));
    return PathNames.ending(path).equals("png")
        && folders.stream().anyMatch(name -> MAPS.contains(name) || name.endsWith("annot"));
  }

  /** What a picture and its label map have in common. */
  private static String key(String path) {
    var parts = new ArrayList<>(List.of(PathNames.withoutEnding(path).split("/")));
    parts.removeIf(part -> MAPS.contains(part) || part.equals("images"));
    parts.replaceAll(part -> part.replaceFirst("annot$", ""));
    return String.join("/", parts);
  }

  private static boolean inSplit(String map, String split) {
    return split.isEmpty()
        || List.of(key(map).split("/")).stream()
            .anyMatch(part -> part.equals(split) || part.matches(split + "[0-9]{4}"));
  }

  private static void sample(Intake intake, List<Scene.Part> parts, String map, String picture)
      throws BadDataset {
    try {
      if (picture == null) {
        throw new Flawed("expected a picture for this label map, found none");
      }
      Path file = intake.fence().inside(map);
      FrameSize size = intake.pictures().size(picture);
      String id = PathNames.withoutEnding(picture);
      var limits = intake.limits();
      intake.add(
          new Sample(
              id,
              intake.pictures().file(picture),
              size,
              List.of(),
              () -> LabelMap.semantic(file, limits).scene(parts)),
          map);
    } catch (Flawed e) {
      intake.flaws().add(map, 0, e);
    }
  }

  private static Labels labels(Intake intake) throws IOException, BadDataset {
    if (!intake.rules().labels().isEmpty()) {
      return Labels.ofScene(Labels.numbered(intake.rules().labels()));
    }
    for (String key : List.of("classes", "names")) {
      var names = DatasetYaml.find(intake, key).names(key);
      if (!names.isEmpty()) {
        return Labels.ofScene(names);
      }
    }
    for (String name : List.of("labels.txt", "classes.txt")) {
      if (intake.fence().hasFile(name)) {
        return Labels.ofScene(Labels.numbered(Labels.read(intake.required(name))));
      }
    }
    throw new BadDataset(
        "expected the names of the classes in a YAML file or labels.txt in %s, found none"
            .formatted(intake.fence().root()));
  }
}
