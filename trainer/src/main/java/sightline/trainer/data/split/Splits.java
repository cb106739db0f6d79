package sightline.trainer.data.split;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.data.format.Detected;

/**
 * The parts of a dataset, no picture in two of them.
 *
 * @param training to learn from
 * @param validation to measure on while learning, and to choose by
 * @param test for the last figures only; without samples when there is none
 */
public record Splits(Dataset training, Dataset validation, Dataset test) {

  private static final String AUTO = "auto";

  /**
   * What is wanted of a dataset.
   *
   * @param format wire name of a {@link DatasetFormat}, or {@code auto}
   * @param training name of the split; empty for all of the dataset
   * @param validation name of the split; empty to hold out a share
   * @param test name of the split; empty for none
   * @param holdOut share held out when validation is empty, 0 to 0.9
   * @param most pictures to learn from, 0 for all
   * @param seed of what is held out and left out
   */
  public record Wish(
      String format,
      String training,
      String validation,
      String test,
      double holdOut,
      int most,
      long seed) {}

  /**
   * Reads the splits of the dataset in {@code folder}.
   *
   * @throws BadDataset when there is no dataset, or nothing is left to learn from or to measure on
   */
  public static Splits of(Path folder, Wish wish) throws IOException, BadDataset {
    Detected found =
        wish.format.equals(AUTO)
            ? DatasetFormat.detect(folder)
            : DatasetFormat.of(wish.format).find(folder);
    Dataset all = found.read(ReadRules.USUAL.ofSplit(wish.training));
    Dataset test =
        wish.test.isEmpty() ? with(all, List.of()) : found.read(ReadRules.USUAL.ofSplit(wish.test));
    Dataset training = without(all, test);
    if (!wish.validation.isEmpty()) {
      Dataset validation = found.read(ReadRules.USUAL.ofSplit(wish.validation));
      return new Splits(most(without(training, validation), wish), validation, test).checked();
    }
    List<Sample> drawn = drawn(training.samples(), wish.seed);
    int held = (int) Math.ceil(drawn.size() * wish.holdOut);
    Dataset validation = with(training, sorted(drawn.subList(0, held)));
    Dataset rest = with(training, sorted(drawn.subList(held, drawn.size())));
    return new Splits(most(rest, wish), validation, test).checked();
  }

  private Splits checked() throws BadDataset {
    if (training.samples().isEmpty() || validation.samples().isEmpty()) {
      throw new BadDataset(
          "dataset %s has %d pictures to learn from and %d to measure on, expected some of both"
              .formatted(training.name(), training.samples().size(), validation.samples().size()));
    }
    return this;
  }

  private static Dataset without(Dataset dataset, Dataset other) {
    Set<Path> taken = other.samples().stream().map(Sample::picture).collect(Collectors.toSet());
    Predicate<Sample> free = sample -> !taken.contains(sample.picture());
    return with(dataset, dataset.samples().stream().filter(free).toList());
  }

  private static Dataset most(Dataset dataset, Wish wish) {
    if (wish.most == 0 || dataset.samples().size() <= wish.most) {
      return dataset;
    }
    return with(dataset, sorted(drawn(dataset.samples(), wish.seed).subList(0, wish.most)));
  }

  private static Dataset with(Dataset dataset, List<Sample> samples) {
    return new Dataset(dataset.name(), dataset.labels(), samples, dataset.flaws());
  }

  private static List<Sample> drawn(List<Sample> samples, long seed) {
    var drawn = new ArrayList<>(samples);
    var random = new SplittableRandom(seed);
    for (int i = drawn.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Sample last = drawn.set(i, drawn.get(other));
      drawn.set(other, last);
    }
    return drawn;
  }

  private static List<Sample> sorted(List<Sample> samples) {
    return samples.stream().sorted(Comparator.comparing(Sample::id)).toList();
  }
}
