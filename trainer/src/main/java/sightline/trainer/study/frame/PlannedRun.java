package sightline.trainer.study.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

/**
 * One training of a study.
 *
 * @param name tells it from the others of its study; that of its folder
 * @param kind what it is a case of; runs that differ in their seed alone are of one kind
 */
public record PlannedRun(String name, String kind, Recipe recipe) {

  /**
   * One with a recipe of this program.
   *
   * @param resource name of the recipe beside the studies, without its ending
   * @param ours overrides that make this kind
   * @param hasty overrides that count in quick studies alone
   */
  public record Plan(String resource, List<String> ours, List<String> hasty) {}

  /** A run of {@code order}, whose own overrides come last; its seed comes from {@code seed}. */
  public static PlannedRun of(StudyOrder order, String kind, long seed, Plan plan) {
    String name = "%s-%d".formatted(kind, seed);
    var overrides = new ArrayList<String>(plan.ours);
    if (order.quick()) {
      overrides.addAll(plan.hasty);
    }
    overrides.addAll(order.overrides());
    overrides.add("seed=" + seed);
    overrides.add("name=" + name);
    return new PlannedRun(name, kind, Recipes.read(text(plan.resource), overrides));
  }

  private static String text(String resource) {
    String file = "/sightline/trainer/study/%s.yaml".formatted(resource);
    try (InputStream yaml = PlannedRun.class.getResourceAsStream(file)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
