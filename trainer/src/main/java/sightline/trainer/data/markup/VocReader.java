package sightline.trainer.data.markup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * Pascal VOC: an XML file for each picture; the split is a list in {@code ImageSets/Main}, else a
 * folder. Edges are taken as written: nobody subtracts the one that VOC's own pictures count from,
 * since most programs that write the format count from 0.
 *
 * <p>Classes are those found in all splits, alphabetically. The picture is the one of the file's
 * {@code filename}, else the one named like the XML file. Its size is the file's word, else read
 * from the picture's header at once.
 *
 * @see <a href="http://host.robots.ox.ac.uk/pascal/VOC/voc2007/">the format</a>
 */
public final class VocReader implements DatasetReader {

  private record Note(String file, Map<String, String> texts, List<Map<String, String>> objects) {}

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    Set<String> wanted = split(intake);
    var notes = new ArrayList<Note>();
    var names = new TreeSet<String>();
    int found = 0;
    for (String file : intake.files()) {
      if (PathNames.ending(file).equals("xml")) {
        found++;
        boolean inSplit = wanted.contains(PathNames.stem(file)) || inFolder(file, rules, wanted);
        read(intake, file, inSplit, notes, names);
      }
    }
    if (found == 0) {
      throw new BadDataset("expected XML files in %s, found none".formatted(folder));
    }
    Labels labels =
        rules.labels().isEmpty() ? Labels.sorted(names) : Labels.ofNames(rules.labels());
    for (Note note : notes) {
      wanted.remove(PathNames.stem(note.file()));
      sample(intake, labels, note);
    }
    return intake.dataset(labels.names());
  }

  private static boolean inFolder(String file, ReadRules rules, Set<String> wanted) {
    return rules.split().isEmpty()
        || wanted.isEmpty() && List.of(file.split("/")).contains(rules.split());
  }

  /** Names of the pictures in the list of the split; empty when there is no list. */
  private static Set<String> split(Intake intake) throws IOException, BadDataset {
    var names = new HashSet<String>();
    String split = intake.rules().split();
    for (String file : intake.files()) {
      if (!split.isEmpty() && ("/" + file).endsWith("/ImageSets/Main/" + split + ".txt")) {
        try (var lines = Lines.of(intake.required(file))) {
          while (lines.next()) {
            String name = lines.text().strip().split("\\s+")[0];
            if (!name.isEmpty()) {
              names.add(name);
            }
          }
        } catch (Flawed e) {
          throw new BadDataset(file + ": " + e.getMessage());
        }
      }
    }
    return names;
  }

  private static void read(
      Intake intake, String file, boolean inSplit, List<Note> notes, Set<String> names)
      throws IOException, BadDataset {
    try (var xml = XmlEvents.of(intake.fence().bounded(file, intake.limits()))) {
      Note note = note(xml, file, intake.limits().objects());
      for (Map<String, String> object : note.objects()) {
        String name = object.getOrDefault("name", "");
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
      if (inSplit) {
        notes.add(note);
      }
    } catch (Flawed e) {
      if (inSplit) {
        intake.flaws().add(file, 0, e);
      }
    }
  }

  private static Note note(XmlEvents xml, String file, int most) throws Flawed {
    var note = new Note(file, new HashMap<>(), new ArrayList<>());
    if (!xml.next() || !xml.starts("annotation")) {
      throw new Flawed("expected an element annotation, found something else");
    }
    Map<String, String> into = note.texts();
    boolean part = false;
    while (xml.next()) {
      if (xml.starts("object")) {
        into = new HashMap<>(Map.of("line", Integer.toString(xml.line())));
        note.objects().add(into);
        if (note.objects().size() > most) {
          throw Flawed.of("expected at most %d objects, found more", most);
        }
      } else if (xml.ends("object")) {
        into = note.texts();
      } else if (xml.starts("part") || xml.ends("part")) {
        part = xml.isStart();
      } else if (!part && xml.isStart() && LEAVES.contains(xml.name())) {
        String name = xml.name();
        into.put(name, xml.text());
      }
    }
    return note;
  }

  private static final Set<String> LEAVES =
      Set.of("filename", "width", "height", "name", "difficult", "xmin", "ymin", "xmax", "ymax");

  private static void sample(Intake intake, Labels labels, Note note) throws BadDataset {
    try {
      String picture = picture(intake, note);
      FrameSize size = size(intake, note, picture);
      var truths = new ArrayList<Truth>();
      for (Map<String, String> object : note.objects()) {
        try {
          truths.add(truth(object, labels, size));
        } catch (Flawed e) {
          intake.flaws().add(note.file(), Integer.parseInt(object.get("line")), e);
        }
      }
      intake.add(
          new Sample(
              PathNames.withoutEnding(picture),
              intake.pictures().file(picture),
              size,
              truths,
              SceneSource.NONE),
          note.file());
    } catch (Flawed e) {
      intake.flaws().add(note.file(), 0, e);
    }
  }

  private static String picture(Intake intake, Note note) throws Flawed {
    String given = note.texts().getOrDefault("filename", "");
    if (!given.isEmpty()) {
      intake.fence().inside(given);
      try {
        return intake.pictures().find(given);
      } catch (Flawed e) {
        return intake.pictures().findByStem(PathNames.stem(note.file()));
      }
    }
    return intake.pictures().findByStem(PathNames.stem(note.file()));
  }

  private static FrameSize size(Intake intake, Note note, String picture) throws Flawed {
    long width = Numbers.whole(note.texts().getOrDefault("width", "0"), "the width");
    long height = Numbers.whole(note.texts().getOrDefault("height", "0"), "the height");
    if (width == 0 || height == 0) {
      return intake.pictures().sizeIfReadable(picture);
    }
    boolean fits = width > 0 && height > 0 && width < 1 << 20 && height < 1 << 20;
    if (!fits || width * height > intake.limits().pixels()) {
      throw Flawed.of(
          "expected a picture of 1 to %d pixels, found %dx%d",
          intake.limits().pixels(), width, height);
    }
    return new FrameSize((int) width, (int) height);
  }

  private static Truth truth(Map<String, String> object, Labels labels, FrameSize size)
      throws Flawed {
    var edges = new double[4];
    List<String> names = List.of("xmin", "ymin", "xmax", "ymax");
    for (int i = 0; i < 4; i++) {
      edges[i] = Numbers.real(object.getOrDefault(names.get(i), ""), names.get(i));
    }
    Box box = Boxes.ofEdges(edges, size);
    int classId = labels.ofName(object.getOrDefault("name", ""));
    boolean difficult = object.getOrDefault("difficult", "0").equals("1");
    return new Truth(classId, box, Mask.NONE, box.area(), false, difficult, 0);
  }
}
