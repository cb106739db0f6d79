package sightline.trainer.recipe;

/** What the families of nets ask of the parameters that only they know. */
@FunctionalInterface
public interface FamilyRules {

  /** Nothing is asked. */
  FamilyRules NONE = recipe -> {};

  /**
   * Looks at {@code net.parameters} and {@code loss}.
   *
   * @throws IllegalArgumentException with one sentence, such as {@code recipe.net.parameters.width
   *     is 0, expected 1 to 8}
   */
  void check(Recipe recipe);
}
