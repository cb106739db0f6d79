package sightline.trainer.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;

/**
 * What one reading of a dataset works with and has found so far.
 *
 * <p>Threading: one thread.
 */
public final class Intake {

  private static final Comparator<String> BY_ID =
      Comparator.comparingInt((String id) -> isNumber(id) ? id.length() : Integer.MAX_VALUE)
          .thenComparing(Comparator.naturalOrder());

  private final Fence fence;
  private final ReadRules rules;
  private final FlawBook flaws;
  private final Pictures pictures;
  private final List<String> files;
  private final List<Sample> samples = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  public Intake(Path folder, ReadRules rules) throws IOException, BadDataset {
    this.fence = Fence.around(folder);
    this.rules = rules;
    this.flaws = new FlawBook(rules);
    this.files = fence.files(rules.limits());
    Fence around = rules.hasPictures() ? Fence.around(rules.pictures()) : fence;
    this.pictures = new Pictures(around, rules);
  }

  private static boolean isNumber(String id) {
    return !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  public Fence fence() {
    return fence;
  }

  public ReadRules rules() {
    return rules;
  }

  public ReadLimits limits() {
    return rules.limits();
  }

  public FlawBook flaws() {
    return flaws;
  }

  public Pictures pictures() {
    return pictures;
  }

  /** All files of the dataset as paths in it, ascending. */
  public List<String> files() {
    return files;
  }

  /** An annotation file that is not too long; without it there is no dataset. */
  public Path required(String file) throws IOException, BadDataset {
    try {
      return fence.bounded(file, limits());
    } catch (Flawed e) {
      throw new BadDataset(file + ": " + e.getMessage());
    }
  }

  /** Takes a sample that {@code file} tells of, unless there is one of that id. */
  public void add(Sample sample, String file) throws BadDataset {
    if (sample.truths().size() > limits().objects()) {
      flaws.add(
          file,
          0,
          "expected at most %d objects on picture %s, found more"
              .formatted(limits().objects(), sample.id()));
      return;
    }
    if (!ids.add(sample.id())) {
      flaws.add(file, 0, "expected one picture of id %s, found another".formatted(sample.id()));
      return;
    }
    if (samples.size() >= limits().samples()) {
      throw new BadDataset(
          "expected at most %d pictures, found more".formatted(limits().samples()));
    }
    samples.add(sample);
  }

  /** The dataset as read. */
  public Dataset dataset(List<String> labels) throws BadDataset {
    if (samples.isEmpty() && flaws.flaws().isEmpty()) {
      throw new BadDataset(
          "expected pictures%s in %s, found none; where the pictures lie elsewhere, name their folder"
              .formatted(
                  rules.split().isEmpty() ? "" : " of split " + rules.split(), fence.root()));
    }
    samples.sort(Comparator.comparing(Sample::id, BY_ID));
    return new Dataset(fence.name(), labels, samples, flaws.flaws());
  }
}
