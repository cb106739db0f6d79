package sightline.trainer.fit.pixel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import sightline.trainer.fit.task.Task;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.PixelClasses;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.scene.SceneNet;
import sightline.trainer.recipe.Recipe;

/** Builds tasks that judge every pixel. */
public final class SceneTasks {

  private static final String CROSS_ENTROPY = "cross-entropy";
  private static final String BINARY = "binary";
  private static final String FOCAL = "focal";
  private static final String DICE = "dice";

  private SceneTasks() {}

  /**
   * The task of a recipe whose task is {@code semantic} or {@code multilabel}.
   *
   * <p>Its loss's kind is {@code cross-entropy} (the usual one), {@code binary}, {@code focal} or
   * {@code dice}, or several with + between them; {@code binary} is cross-entropy with one logit
   * for two labels. Parameters of the loss: {@code classWeights} numbers by class id, {@code gamma}
   * of focal.
   *
   * @param labels by class id
   * @throws IllegalArgumentException naming what cannot be
   */
  public static Task of(Recipe recipe, List<String> labels) {
    String kind = recipe.loss().kind().isEmpty() ? CROSS_ENTROPY : recipe.loss().kind();
    var classes = new PixelClasses(kind(recipe.task(), kind), labels.size());
    var ofNet = new Settings("net.parameters", parameters(recipe));
    var input = List.of(recipe.input().channels(), recipe.input().height(), recipe.input().width());
    SceneNet net = SceneNet.of(recipe.net().family(), ofNet, input, classes);
    ofNet.requireKnown();
    Map<String, PixelLoss> losses = losses(kind, classes, recipe.loss().parameters());
    requireNamed(recipe.loss().weights(), losses);
    return new SceneTask(net, List.copyOf(labels), losses, recipe.loss().weights());
  }

  /** Those of the net; the file to begin with is also that of a backbone, unless it names one. */
  private static Map<String, String> parameters(Recipe recipe) {
    var parameters = new LinkedHashMap<>(recipe.net().parameters());
    if (recipe.net().family().equals("backbone")) {
      parameters.putIfAbsent("file", recipe.start().from());
    }
    return parameters;
  }

  private static Kind kind(String task, String loss) {
    boolean binary = List.of(loss.split("\\+")).contains(BINARY);
    return switch (task) {
      case "multilabel" -> Kind.INDEPENDENT;
      case "semantic" -> binary ? Kind.BINARY : Kind.EXCLUSIVE;
      default ->
          throw new IllegalArgumentException(
              "task is %s, expected semantic or multilabel for a scene".formatted(task));
    };
  }

  private static Map<String, PixelLoss> losses(
      String kind, PixelClasses classes, Map<String, String> parameters) {
    var settings = new Settings("loss.parameters", parameters);
    var weights = new ClassWeights(settings.numbers("classWeights", ""));
    weights.requireFit(classes);
    double gamma = settings.number("gamma", 2, 0, 10);
    settings.requireKnown();
    var losses = new LinkedHashMap<String, PixelLoss>();
    for (String name : kind.split("\\+")) {
      losses.put(
          name,
          switch (name) {
            case CROSS_ENTROPY, BINARY -> new CrossEntropy(weights);
            case FOCAL -> new Focal(weights, gamma);
            case DICE -> new Dice();
            default ->
                throw new IllegalArgumentException(
                    "loss.kind is %s, expected cross-entropy, binary, focal or dice, perhaps with +"
                        .formatted(kind));
          });
    }
    return losses;
  }

  private static void requireNamed(Map<String, Double> weights, Map<String, PixelLoss> losses) {
    var unknown = new TreeSet<>(weights.keySet());
    unknown.removeAll(losses.keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "loss.weights names %s, expected some of %s".formatted(unknown, losses.keySet()));
    }
  }
}
