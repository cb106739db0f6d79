package sightline.trainer.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
import sightline.trainer.data.read.Outlines;
import sightline.trainer.data.read.PathNames;

/**
 * YOLO's label files, one a picture, one object a line: class, then center x, center y, width and
 * height, or the corners of a polygon, all as fractions of the picture, 0 to 1.
 *
 * <p>Since everything is a fraction, the header of every picture is read at once. A picture without
 * a label file has no objects, unless the YAML file says {@code skip_if_label_file_missing}.
 *
 * @see <a href="https://docs.ultralytics.com/datasets/detect/">the format</a>
 */
public final class YoloReader implements DatasetReader {

  private static final double ROUNDING = 0.001;

  private final boolean polygons;

  private YoloReader(boolean polygons) {
    this.polygons = polygons;
  }

  public static YoloReader ofBoxes() {
    return new YoloReader(false);
  }

  public static YoloReader ofPolygons() {
    return new YoloReader(true);
  }

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    var layout = new YoloLayout(intake);
    Labels labels = layout.labels();
    var used = new HashSet<String>();
    for (String picture : layout.pictures()) {
      Optional<String> file = layout.labelFile(picture);
      file.ifPresent(used::add);
      if (file.isPresent() || !layout.skipsUnlabelled()) {
        sample(intake, labels, picture, file.orElse(""));
      }
    }
    for (String orphan : layout.orphans(used)) {
      intake.flaws().add(orphan, 0, "expected a picture for this label file, found none");
    }
    return intake.dataset(labels.names());
  }

  private void sample(Intake intake, Labels labels, String picture, String file)
      throws IOException, BadDataset {
    try {
      FrameSize size = intake.pictures().size(picture);
      List<Truth> truths = file.isEmpty() ? List.of() : truths(intake, labels, file, size);
      String id = PathNames.withoutEnding(picture);
      Path path = intake.pictures().file(picture);
      intake.add(
          new Sample(id, path, size, truths, SceneSource.NONE), file.isEmpty() ? picture : file);
    } catch (Flawed e) {
      intake.flaws().add(picture, 0, e);
    }
  }

  private List<Truth> truths(Intake intake, Labels labels, String file, FrameSize size)
      throws IOException, BadDataset, Flawed {
    var truths = new ArrayList<Truth>();
    try (var lines = Lines.of(intake.fence().bounded(file, intake.limits()))) {
      while (lines.next() && truths.size() <= intake.limits().objects()) {
        try {
          String line = lines.text().strip();
          if (!line.isEmpty()) {
            truths.add(truth(line.split("\\s+"), labels, size, intake.limits().points()));
          }
        } catch (Flawed e) {
          intake.flaws().add(file, lines.number(), e);
        }
      }
    }
    return truths;
  }

  private Truth truth(String[] words, Labels labels, FrameSize size, int most) throws Flawed {
    boolean fits = polygons ? words.length >= 7 && words.length % 2 == 1 : words.length == 5;
    if (!fits || words.length > 2L * most) {
      throw Flawed.of(
          "expected a class and %s, found %d columns",
          polygons ? "x and y of 3 points or more" : "4 numbers", words.length);
    }
    int classId = labels.ofNumber(Numbers.whole(words[0], "the class"));
    var numbers = new double[words.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Numbers.real(words[i + 1], "column " + (i + 2));
      if (numbers[i] < -ROUNDING || numbers[i] > 1 + ROUNDING) {
        throw Flawed.of(
            "expected fractions of the picture, 0 to 1, found %s in column %d", numbers[i], i + 2);
      }
      numbers[i] *= i % 2 == 0 ? size.width() : size.height();
    }
    return polygons ? outlined(classId, numbers, size) : boxed(classId, numbers, size);
  }

  private static Truth boxed(int classId, double[] box, FrameSize size) throws Flawed {
    var corner = new double[] {box[0] - box[2] / 2, box[1] - box[3] / 2, box[2], box[3]};
    return Truth.ofBox(classId, Boxes.ofCorner(corner, size));
  }

  private static Truth outlined(int classId, double[] polygon, FrameSize size) throws Flawed {
    var outline = Outlines.ofPolygons(List.of(polygon), size);
    var box = Outlines.around(List.of(polygon), size);
    Mask mask = outline.mask();
    return new Truth(classId, box, mask, outline.area(), false, false, 0);
  }
}
