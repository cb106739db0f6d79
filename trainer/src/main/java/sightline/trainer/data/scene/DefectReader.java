package sightline.trainer.data.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.PathNames;

/**
 * MVTec's folders of products: {@code train/good}, {@code test/good}, {@code test/<defect>} with
 * {@code ground_truth/<defect>/<name>_mask.png}. Also the magnetic tiles: {@code MT_Free}, and
 * {@code MT_<defect>} with a PNG mask beside each JPEG, which have no splits.
 *
 * <p>Classes are the kinds of defect, alphabetically. There are no truths; every sample has a
 * {@link DefectScene}. Headers are read at once, masks when asked for.
 *
 * @see <a href="https://www.mvtec.com/company/research/datasets/mvtec-ad">the format</a>
 */
public final class DefectReader implements DatasetReader {

  private static final String TILES = "MT_";

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    var kinds = new TreeSet<String>();
    for (String path : intake.pictures().paths()) {
      kinds.add(kind(path));
    }
    kinds.removeAll(List.of("", "good", "Free"));
    boolean tiles = intake.fence().hasFolder("MT_Free");
    if (tiles && !rules.split().isEmpty()) {
      throw new BadDataset(
          "expected no split, since magnetic tiles have none, found " + rules.split());
    }
    Labels labels =
        rules.labels().isEmpty() ? Labels.ofNames(kinds) : Labels.ofNames(rules.labels());
    for (String path : intake.pictures().paths()) {
      boolean wanted = rules.split().isEmpty() || path.startsWith(rules.split() + "/");
      boolean map = path.startsWith(TILES) && path.endsWith(".png");
      if (wanted && !map && !kind(path).isEmpty()) {
        sample(intake, labels, path);
      }
    }
    return intake.dataset(labels.names());
  }

  /** Of the defect; {@code good} or {@code Free} for none, empty for what is no product. */
  private static String kind(String path) {
    String[] parts = path.split("/");
    if (parts.length == 2 && parts[0].startsWith(TILES)) {
      return parts[0].substring(TILES.length());
    }
    boolean product = parts.length == 3 && (parts[0].equals("train") || parts[0].equals("test"));
    return product ? parts[1] : "";
  }

  private static void sample(Intake intake, Labels labels, String path) throws BadDataset {
    try {
      String kind = kind(path);
      boolean good = kind.equals("good") || kind.equals("Free");
      FrameSize size = intake.pictures().size(path);
      String map =
          path.startsWith(TILES)
              ? PathNames.withoutEnding(path) + ".png"
              : "ground_truth/%s/%s_mask.png".formatted(kind, PathNames.stem(path));
      if (!good && !intake.fence().hasFile(map)) {
        throw Flawed.of("expected the mask %s, found none", map);
      }
      Path drawn = good ? Path.of("") : intake.fence().inside(map);
      var scene = new DefectScene(good ? -1 : labels.ofName(kind), size, drawn, intake.limits());
      String id = PathNames.withoutEnding(path);
      intake.add(new Sample(id, intake.pictures().file(path), size, List.of(), scene), path);
    } catch (Flawed e) {
      intake.flaws().add(path, 0, e);
    }
  }
}
