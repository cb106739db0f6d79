package sightline.trainer.feed.load;

import java.util.Arrays;
import java.util.List;

/**
 * The model's class ids for those of a dataset, by name.
 *
 * <p>Threading: immutable, any thread.
 */
final class ClassMap {

  /** No class of the model. */
  static final int DROPPED = -1;

  private static final String BACKGROUND = "background";

  private final int[] ids;
  private final int background;

  ClassMap(List<String> dataset, List<String> model) {
    this.ids = dataset.stream().mapToInt(model::indexOf).toArray();
    this.background = dataset.contains(BACKGROUND) ? DROPPED : model.indexOf(BACKGROUND);
    if (!dataset.isEmpty() && Arrays.stream(ids).allMatch(id -> id == DROPPED)) {
      throw new IllegalArgumentException(
          "labels are %s, expected at least one of the dataset's: %s".formatted(model, dataset));
    }
  }

  int of(int datasetClass) {
    return datasetClass < 0 || datasetClass >= ids.length ? DROPPED : ids[datasetClass];
  }

  /**
   * The class of pixels of which nothing is known: that of the model's label {@code background}
   * when the dataset has no such class; else {@link #DROPPED}.
   */
  int background() {
    return background;
  }
}
