package sightline.trainer.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sightline.events.geometry.Box;
import sightline.trainer.fit.Tasks;
import sightline.trainer.net.Net;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;

/**
 * Builds net and loss of a recipe as its job will, without a native library: what the job would
 * refuse is refused here. What only the data tell is supposed.
 *
 * <p>Threading: stateless, any thread.
 */
public final class NetRules implements FamilyRules {

  private static final int SUPPOSED_BOXES = 64;
  private static final String LABEL = "unknown";
  private static final String CLASS_WEIGHTS = "classWeights";

  @Override
  public void check(Recipe recipe) {
    try {
      NetTable.of(net(recipe));
    } catch (IllegalArgumentException e) {
      String sentence = e.getMessage();
      throw new IllegalArgumentException(
          sentence.startsWith("recipe.") ? sentence : "recipe." + sentence, e);
    }
  }

  /**
   * The net of {@code recipe}; as many labels as it must have where it names none.
   *
   * @throws IllegalArgumentException naming what cannot be
   */
  public static Net net(Recipe recipe) {
    boolean boxes = recipe.task().equals("detect");
    Recipe whole = boxes ? DetectionNets.fixed(recipe, supposedBoxes()) : recipe;
    return Tasks.of(whole, recipe.labels().isEmpty() ? supposedLabels(recipe) : recipe.labels())
        .net();
  }

  /** Two, which every loss can tell apart, or one for each weight of a class. */
  public static List<String> supposedLabels(Recipe recipe) {
    String weights = recipe.loss().parameters().getOrDefault(CLASS_WEIGHTS, "");
    int count = weights.isBlank() ? 2 : weights.split(",").length;
    return Collections.nCopies(count, LABEL);
  }

  private static List<Box> supposedBoxes() {
    var boxes = new ArrayList<Box>();
    for (int side = 1; side <= SUPPOSED_BOXES; side++) {
      boxes.add(new Box(0, 0, side, side));
    }
    return boxes;
  }
}
