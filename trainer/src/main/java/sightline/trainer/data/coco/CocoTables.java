package sightline.trainer.data.coco;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.Labels;

/** The pictures and categories of a COCO file, by the ids that its annotations use. */
final class CocoTables {

  /** A picture of the file and the objects that are already known to be on it. */
  record Picture(String id, String path, FrameSize size, List<Truth> truths) {}

  private final Intake intake;
  private final Map<String, Picture> pictures = new LinkedHashMap<>();
  private final SortedMap<Long, String> names = new TreeMap<>();
  private final Map<Long, Boolean> things = new HashMap<>();

  CocoTables(Intake intake) {
    this.intake = intake;
  }

  void picture(JsonRecord found) throws Flawed, BadDataset {
    String id = found.id("id");
    if (pictures.containsKey(id)) {
      throw new Flawed("expected one picture of this id, found another");
    }
    if (pictures.size() >= intake.limits().samples()) {
      throw new BadDataset(
          "expected at most %d pictures, found more".formatted(intake.limits().samples()));
    }
    String path = intake.pictures().find(found.text("file_name"));
    FrameSize size = found.has("width") ? given(found) : intake.pictures().size(path);
    pictures.put(id, new Picture(id, path, size, new ArrayList<>()));
  }

  private FrameSize given(JsonRecord found) throws Flawed {
    long width = found.whole("width");
    long height = found.whole("height");
    boolean fits = width >= 1 && height >= 1 && width < 1 << 20 && height < 1 << 20;
    if (!fits || width * height > intake.limits().pixels()) {
      throw Flawed.of(
          "expected a picture of 1 to %d pixels, found %dx%d",
          intake.limits().pixels(), width, height);
    }
    return new FrameSize((int) width, (int) height);
  }

  void category(JsonRecord found) throws Flawed {
    long id = found.whole("id");
    if (names.putIfAbsent(id, found.text("name")) != null) {
      throw new Flawed("expected one category of this id, found another");
    }
    things.put(id, !found.has("isthing") || found.whole("isthing") != 0);
  }

  /** Contiguous class ids in ascending order of the category ids. */
  Labels labels() throws BadDataset {
    List<String> given = intake.rules().labels();
    if (given.isEmpty()) {
      return Labels.ofNumbers(names);
    }
    if (given.size() != names.size()) {
      throw new BadDataset(
          "expected %d labels, one for each category, found %d"
              .formatted(names.size(), given.size()));
    }
    var renamed = new TreeMap<Long, String>();
    names.keySet().forEach(id -> renamed.put(id, given.get(renamed.size())));
    return Labels.ofNumbers(renamed);
  }

  boolean isThing(long category) {
    return things.getOrDefault(category, false);
  }

  Picture of(String id) throws Flawed {
    Picture picture = pictures.get(id);
    if (picture == null) {
      throw Flawed.of("expected the id of a picture, found %s", Flawed.quoted(id));
    }
    return picture;
  }

  Iterable<Picture> pictures() {
    return pictures.values();
  }
}
