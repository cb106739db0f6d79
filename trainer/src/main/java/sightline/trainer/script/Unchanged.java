package sightline.trainer.script;

import java.util.List;
import sightline.trainer.recipe.Recipe.Augmentation;

/** An augmentation that leaves pictures as they are. */
final class Unchanged {

  private Unchanged() {}

  static Augmentation of(Augmentation any) {
    return new Augmentation(
        0, any.mosaicUntil(), 0, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, any.holeSide());
  }
}
