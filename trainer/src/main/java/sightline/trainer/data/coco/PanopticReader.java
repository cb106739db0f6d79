package sightline.trainer.data.coco;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.Mask;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Boxes;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.LabelMap;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.PathNames;

/**
 * COCO's panoptic segments: a JSON file, and beside it a folder of PNG files of the same name,
 * whose pixels hold the id of their segment as {@code red + 256 green + 65536 blue}; 0 is
 * unlabelled.
 *
 * <p>Segments of things are truths too, with the file's box and area. A picture whose segments or
 * whose PNG file cannot be used is left out whole. Scenes are read when asked for.
 *
 * @see <a href="https://cocodataset.org/#format-data">the format</a>
 */
public final class PanopticReader implements DatasetReader {

  private record Drawn(Path map, List<Scene.Part> parts) {}

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    String file = CocoFiles.choose(intake, true);
    var tables = new CocoTables(intake);
    JsonSections.read(
        intake, file, Map.of("images", tables::picture, "categories", tables::category));
    Labels labels = tables.labels();
    var drawn = new HashMap<String, Drawn>();
    String maps = PathNames.withoutEnding(file) + "/";
    JsonSections.read(
        intake,
        file,
        Map.of(
            "annotations",
            found -> {
              CocoTables.Picture picture = tables.of(found.id("image_id"));
              Path map = intake.fence().bounded(maps + found.text("file_name"), intake.limits());
              List<Scene.Part> parts = parts(found, picture, tables, labels);
              if (drawn.putIfAbsent(picture.id(), new Drawn(map, parts)) != null) {
                throw new Flawed("expected one annotation of each picture, found another");
              }
            }));
    for (CocoTables.Picture picture : tables.pictures()) {
      SceneSource scene = scene(drawn.get(picture.id()), intake);
      if (scene != SceneSource.NONE) {
        Path path = intake.pictures().file(picture.path());
        intake.add(new Sample(picture.id(), path, picture.size(), picture.truths(), scene), file);
      }
    }
    return intake.dataset(labels.names());
  }

  private static SceneSource scene(Drawn drawn, Intake intake) {
    return drawn == null
        ? SceneSource.NONE
        : () -> LabelMap.panoptic(drawn.map(), intake.limits()).scene(drawn.parts());
  }

  private static List<Scene.Part> parts(
      JsonRecord found, CocoTables.Picture picture, CocoTables tables, Labels labels)
      throws Flawed {
    var parts = new ArrayList<Scene.Part>();
    var truths = new ArrayList<Truth>();
    var ids = new java.util.HashSet<Long>();
    for (JsonRecord segment : found.list("segments_info", JsonRecord.class)) {
      long id = segment.whole("id");
      if (id < 1 || id > 0xffffff || !ids.add(id)) {
        throw Flawed.of("expected segment ids of 1 to 16777215, each once, found %d", id);
      }
      long category = segment.whole("category_id");
      boolean crowd = segment.has("iscrowd") && segment.whole("iscrowd") != 0;
      var part = new Scene.Part((int) id, labels.ofNumber(category), crowd);
      parts.add(part);
      if (tables.isThing(category) && segment.has("bbox")) {
        var box = Boxes.ofCorner(segment.numbers("bbox", 4), picture.size());
        double area = segment.has("area") ? segment.real("area") : box.area();
        truths.add(new Truth(part.classId(), box, Mask.NONE, area, crowd, false, 0));
      }
    }
    picture.truths().addAll(truths);
    return parts;
  }
}
