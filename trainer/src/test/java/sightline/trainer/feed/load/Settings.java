package sightline.trainer.feed.load;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.trainer.recipe.Recipe.Augmentation;
import sightline.trainer.recipe.Recipe.Budget;
import sightline.trainer.testdata.Rectangles;

/** Settings for the tests of this package. */
final class Settings {

  static final List<String> LABELS = List.of("even", "odd", "ground");

  private Settings() {}

  static LoadSettings of(Aim aim, Augmentation augment, int loaders) {
    return of(aim, augment, loaders, LABELS);
  }

  static LoadSettings of(Aim aim, Augmentation augment, int loaders, List<String> labels) {
    InputSpec input = Rectangles.input(48, 36, InputSpec.Color.RGB, InputSpec.Fit.LETTERBOX_CENTER);
    var budget = new Budget(0, loaders, 3, 0, "cpu");
    var limits = new LoadSettings.Limits(1 << 20, 1_000_000, 2);
    return new LoadSettings(input, aim, labels, 4, 7, augment, Long.MAX_VALUE, budget, limits);
  }

  static Pool pool(int count) {
    return new Pool(LABELS, Rectangles.samples(count), Rectangles.source());
  }
}
