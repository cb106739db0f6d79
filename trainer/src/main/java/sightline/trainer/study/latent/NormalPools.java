package sightline.trainer.study.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.data.scene.DefectScene;
import sightline.trainer.feed.load.Pool;

/**
 * Normal pictures to learn from, others to calibrate with, and normal and abnormal ones to be told
 * apart.
 *
 * <p>A folder with splits keeps its test split; a fifth of its training split calibrates. Of one
 * without, such as the magnetic tiles, the normal pictures are dealt by chance: three fifths to
 * learn from, one to calibrate with, one to test beside all abnormal ones.
 */
record NormalPools(Pool training, Pool calibration, Pool test) {

  /** Shares of the normal pictures. */
  private static final double CALIBRATION = .2;

  private static final double TEST = .2;

  /**
   * @param most pictures of each, 0 for all
   * @param seed of what is dealt
   */
  static NormalPools read(Path folder, int most, long seed) throws IOException, BadDataset {
    var found = DatasetFormat.MVTEC.find(folder);
    boolean split = Files.isDirectory(folder.resolve("train"));
    Dataset all = found.read(ReadRules.USUAL.ofSplit(split ? "train" : ""));
    List<Sample> normal = new ArrayList<>(all.samples().stream().filter(one -> !odd(one)).toList());
    Collections.shuffle(normal, new Random(seed));
    int calibrating = (int) Math.ceil(normal.size() * CALIBRATION);
    int kept = split ? 0 : (int) Math.ceil(normal.size() * TEST);
    List<Sample> test = new ArrayList<>(normal.subList(0, kept));
    if (split) {
      test.addAll(found.read(ReadRules.USUAL.ofSplit("test")).samples());
    } else {
      all.samples().stream().filter(NormalPools::odd).forEach(test::add);
    }
    List<Sample> learned = normal.subList(kept + calibrating, normal.size());
    require(folder, learned, test);
    return new NormalPools(
        pool(all, spread(learned, most)),
        pool(all, spread(normal.subList(kept, kept + calibrating), most)),
        pool(all, spread(test, most)));
  }

  private static void require(Path folder, List<Sample> learned, List<Sample> test)
      throws BadDataset {
    long odd = test.stream().filter(NormalPools::odd).count();
    if (learned.size() < 2 || odd == 0 || odd == test.size()) {
      throw new BadDataset(
          "%s has %d normal pictures to learn from, %d abnormal and %d normal ones to test, expected some of each"
              .formatted(folder, learned.size(), odd, test.size() - odd));
    }
  }

  private static boolean odd(Sample sample) {
    return sample.scene() instanceof DefectScene scene && scene.defective();
  }

  private static Pool pool(Dataset all, List<Sample> samples) {
    return Pool.of(new Dataset(all.name(), all.labels(), samples, List.of()));
  }

  private static List<Sample> spread(List<Sample> all, int most) {
    int count = most == 0 ? all.size() : Math.min(most, all.size());
    var some = new ArrayList<Sample>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }

  /** Some of the test, most of them abnormal, for people. */
  Pool shown(int count) {
    var odd = test.samples().stream().filter(NormalPools::odd).toList();
    var normal = test.samples().stream().filter(one -> !odd(one)).toList();
    var some = new ArrayList<>(spread(odd, Math.max(1, count - 2)));
    some.addAll(spread(normal, 2));
    return new Pool(test.labels(), some, test.pixels());
  }
}
