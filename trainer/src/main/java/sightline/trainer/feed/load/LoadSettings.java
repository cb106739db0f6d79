package sightline.trainer.feed.load;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.recipe.Recipe.Budget;

/**
 * How samples become batches.
 *
 * @param labels of the model by class id; classes of the pool that are not among them are dropped,
 *     or ignored where pixels have them
 * @param batch pictures of a step
 * @param mosaicSteps steps after which mosaics end
 * @param budget of which {@code loaders} and {@code ahead} count here
 */
public record LoadSettings(
    InputSpec input,
    Aim aim,
    List<String> labels,
    int batch,
    long seed,
    Augmentation augment,
    long mosaicSteps,
    Budget budget,
    Limits limits) {

  /** Most planes of a picture; beyond, a batch would not fit into memory. */
  static final int MOST_PLANES = 128;

  public LoadSettings {
    labels = List.copyOf(labels);
    require(batch >= 1 && batch <= 1024, "schedule.batch", batch, "1 to 1024");
    require(budget.loaders() >= 1, "budget.loaders", budget.loaders(), "1 or more");
    require(budget.ahead() >= 1, "budget.ahead", budget.ahead(), "1 or more");
    if (aim == Aim.CLASSES) {
      require(labels.size() <= 255, "labels", labels.size(), "at most 255 in one plane");
    }
    if (aim == Aim.LABELS) {
      int most = MOST_PLANES;
      require(labels.size() <= most, "labels", labels.size(), "at most %d planes".formatted(most));
    }
  }

  /**
   * Bounds of what loading may take.
   *
   * @param cacheBytes most native memory for pictures that are kept decoded
   * @param picturePixels most pixels of a picture; a larger one cannot be read
   * @param namedSkips most samples that are named when they cannot be read; further ones are only
   *     counted
   */
  public record Limits(long cacheBytes, int picturePixels, int namedSkips) {

    /** 256 MiB of pictures, 50 megapixels each, 20 names. */
    public static final Limits USUAL = new Limits(256L << 20, 50_000_000, 20);
  }

  /**
   * As a recipe says.
   *
   * @param pool whose labels count where the recipe names none
   */
  public static LoadSettings of(Recipe recipe, Pool pool) {
    long steps =
        (long) recipe.schedule().epochs()
            * Epochs.steps(pool.samples().size(), recipe.schedule().batch());
    return new LoadSettings(
        recipe.input(),
        Aim.of(recipe.task()),
        recipe.labels().isEmpty() ? pool.labels() : recipe.labels(),
        recipe.schedule().batch(),
        recipe.seed(),
        recipe.augment(),
        Math.round(steps * recipe.augment().mosaicUntil()),
        recipe.budget(),
        Limits.USUAL);
  }

  /** Planes of each picture. */
  int planes(boolean training) {
    return switch (aim) {
      case BOXES -> 0;
      case CLASSES -> 1;
      case LABELS -> labels.size();
      case PICTURE -> augment.holes() > 0 ? 1 : 0;
      case DEFECTS -> !training || augment.holes() > 0 ? 1 : 0;
    };
  }

  /** Whether pictures are given back as they were before they were spoiled. */
  boolean spoils(boolean training) {
    boolean wanted = augment.noise() > 0 || augment.holes() > 0;
    return wanted && (training || aim == Aim.PICTURE);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
