package sightline.trainer.data;

import java.nio.file.Path;
import java.util.List;

/**
 * How a dataset is to be read.
 *
 * @param split the part of the dataset that is wanted, such as {@code val}; empty for all of it
 * @param onFlaw what becomes of the reading when an annotation cannot be used
 * @param pictures where the pictures lie when they are not in the dataset's own folder; the empty
 *     path when they are
 * @param labels name of each class by class id, which then overrules the dataset's; empty to take
 *     those of the dataset
 * @param limits of what a dataset may be
 */
public record ReadRules(
    String split, OnFlaw onFlaw, Path pictures, List<String> labels, ReadLimits limits) {

  /** All of the dataset, flaws skipped. */
  public static final ReadRules USUAL =
      new ReadRules("", OnFlaw.SKIP, Path.of(""), List.of(), ReadLimits.USUAL);

  public ReadRules {
    labels = List.copyOf(labels);
    if (split.contains("/") || split.contains("\\") || split.contains("..")) {
      throw new IllegalArgumentException("split is '%s', expected a name".formatted(split));
    }
  }

  public ReadRules ofSplit(String wanted) {
    return new ReadRules(wanted, onFlaw, pictures, labels, limits);
  }

  public ReadRules on(OnFlaw fate) {
    return new ReadRules(split, fate, pictures, labels, limits);
  }

  public ReadRules withPictures(Path folder) {
    return new ReadRules(split, onFlaw, folder, labels, limits);
  }

  public ReadRules withLabels(List<String> names) {
    return new ReadRules(split, onFlaw, pictures, names, limits);
  }

  public ReadRules within(ReadLimits bounds) {
    return new ReadRules(split, onFlaw, pictures, labels, bounds);
  }

  public boolean hasPictures() {
    return !pictures.toString().isEmpty();
  }
}
