package sightline.trainer.net.detection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import sightline.events.geometry.Box;
import sightline.trainer.net.Net;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.net.part.Settings;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipe.NetSpec;

/** The nets of this package by the family that a recipe names. */
public final class DetectionNets {

  /** Names of the families. */
  public static final Set<String> FAMILIES =
      Set.of("yolo", "ssd", "ssd-fpn", "yolox", "backbone", "locate");

  private static final String ANCHORS = "anchors";

  private DetectionNets() {}

  /**
   * The net of {@code recipe} for that many labels.
   *
   * @throws IllegalArgumentException when the family or one of its parameters is not as expected
   */
  public static Net of(Recipe recipe, int labels) {
    List<Integer> input = input(recipe);
    Settings settings = settings(recipe);
    return switch (recipe.net().family()) {
      case "yolo" -> new YoloNet(input, labels, settings);
      case "ssd" -> new SsdNet(input, labels, false, settings);
      case "ssd-fpn" -> new SsdNet(input, labels, true, settings);
      case "yolox" -> new YoloxNet(input, labels, settings);
      case "backbone" ->
          YoloxNet.above(
              FileGraph.chosen(settings.text("file", ""), recipe.start().from()),
              input,
              labels,
              settings);
      case "locate" -> new LocateNet(input, labels, settings);
      default ->
          throw new IllegalArgumentException(
              "net.family is %s, expected one of yolo, ssd, ssd-fpn, yolox, backbone, locate"
                  .formatted(recipe.net().family()));
    };
  }

  /**
   * {@code recipe} with everything that its net takes from the boxes to learn written into {@code
   * net.parameters}: the anchors of a {@code yolo} that only says how many.
   *
   * @param boxes of the training split, px of the input
   */
  public static Recipe fixed(Recipe recipe, List<Box> boxes) {
    if (!recipe.net().family().equals("yolo")) {
      return recipe;
    }
    var net = new YoloNet(input(recipe), 1, settings(recipe));
    if (!net.anchors().isEmpty()) {
      return recipe;
    }
    List<Anchor> sides =
        boxes.stream()
            .filter(box -> box.area() > 0)
            .map(box -> new Anchor(box.width() / net.stride(), box.height() / net.stride()))
            .toList();
    var parameters = new LinkedHashMap<>(recipe.net().parameters());
    parameters.put(
        ANCHORS, Anchor.text(AnchorClusters.of(sides, net.anchorCount(), recipe.seed())));
    return with(recipe, new NetSpec(recipe.net().family(), parameters));
  }

  private static List<Integer> input(Recipe recipe) {
    return List.of(recipe.input().channels(), recipe.input().height(), recipe.input().width());
  }

  private static Settings settings(Recipe recipe) {
    return new Settings("net.parameters", recipe.net().parameters());
  }

  private static Recipe with(Recipe recipe, NetSpec net) {
    return new Recipe(
        recipe.name(),
        recipe.task(),
        recipe.seed(),
        recipe.labels(),
        recipe.data(),
        recipe.input(),
        net,
        recipe.loss(),
        recipe.augment(),
        recipe.schedule(),
        recipe.budget(),
        recipe.start(),
        recipe.publish());
  }
}
