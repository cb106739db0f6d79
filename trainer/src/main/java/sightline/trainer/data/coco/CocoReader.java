package sightline.trainer.data.coco;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
import sightline.trainer.data.read.Outlines;
import sightline.trainer.shape.Runs;

/**
 * COCO's instances: boxes, outlines as polygons or run lengths, crowds. Class ids are contiguous in
 * ascending order of the category ids; pictures without annotations are kept.
 *
 * <p>The file is read twice as a stream, first for pictures and categories, then for annotations,
 * whatever their order in it; one annotation is in memory at a time. The size of a picture is the
 * file's word for it, else read from the picture's header at once.
 *
 * @see <a href="https://cocodataset.org/#format-data">the format</a>
 */
public final class CocoReader implements DatasetReader {

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    String file = CocoFiles.choose(intake, false);
    var tables = new CocoTables(intake);
    JsonSections.read(
        intake, file, Map.of("images", tables::picture, "categories", tables::category));
    Labels labels = tables.labels();
    var seen = new HashSet<String>();
    JsonSections.read(
        intake, file, Map.of("annotations", found -> object(found, tables, labels, seen)));
    for (CocoTables.Picture picture : tables.pictures()) {
      Path path = intake.pictures().file(picture.path());
      intake.add(
          new Sample(picture.id(), path, picture.size(), picture.truths(), SceneSource.NONE), file);
    }
    return intake.dataset(labels.names());
  }

  private static void object(JsonRecord found, CocoTables tables, Labels labels, Set<String> seen)
      throws Flawed {
    if (found.has("id") && !seen.add(found.id("id"))) {
      throw new Flawed("expected one annotation of this id, found another");
    }
    CocoTables.Picture picture = tables.of(found.id("image_id"));
    int classId = labels.ofNumber(found.whole("category_id"));
    Runs outline = outline(found, picture.size());
    Mask mask = outline == null ? Mask.NONE : outline.mask();
    Box box =
        found.has("bbox")
            ? Boxes.ofCorner(found.numbers("bbox", 4), picture.size())
            : boxOf(outline);
    double drawn = outline == null ? box.area() : outline.area();
    double area = found.has("area") ? found.real("area") : drawn;
    if (area < 0) {
      throw Flawed.of("expected an area of 0 or more, found %s", area);
    }
    boolean crowd = found.has("iscrowd") && found.whole("iscrowd") != 0;
    picture.truths().add(new Truth(classId, box, mask, area, crowd, false, 0));
  }

  private static Box boxOf(Runs outline) throws Flawed {
    if (outline == null) {
      throw new Flawed("expected a bbox or a segmentation, found neither");
    }
    return outline.box();
  }

  /** Null when nobody drew it. */
  private static Runs outline(JsonRecord found, FrameSize size) throws Flawed {
    if (!found.has("segmentation") || found.isEmptyArray("segmentation")) {
      return null;
    }
    if (!found.isRecord("segmentation")) {
      return Outlines.ofPolygons(found.list("segmentation", double[].class), size);
    }
    JsonRecord runs = found.record("segmentation");
    double[] stated = runs.numbers("size", 2);
    if (stated[0] != size.height() || stated[1] != size.width()) {
      throw Flawed.of(
          "expected runs for the picture of %s, found them for %.0fx%.0f",
          size, stated[1], stated[0]);
    }
    if (runs.isText("counts")) {
      return Outlines.ofText(runs.text("counts"), size);
    }
    int[] counts = Arrays.stream(runs.numbers("counts", -1)).mapToInt(run -> (int) run).toArray();
    return Outlines.ofRuns(counts, size);
  }
}
