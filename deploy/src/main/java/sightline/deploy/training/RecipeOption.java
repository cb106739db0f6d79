package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sightline.deploy.console.BadInput;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

/** The recipe, and what is said beside it. */
final class RecipeOption {

  @Parameters(paramLabel = "RECIPE", description = "The recipe, YAML.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The dataset. Default: data.path of the recipe, beside the recipe's file.")
  private Path data;

  @Option(names = "--epochs", paramLabel = "N", description = "Instead of schedule.epochs.")
  private Integer epochs;

  @Option(names = "--name", paramLabel = "NAME", description = "Instead of the recipe's name.")
  private String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Instead of any key, for example schedule.batch=8; repeat for several.")
  private List<String> settings = List.of();

  /** What is laid over the recipe, in this order. */
  List<String> overrides() {
    var overrides = new ArrayList<String>();
    if (epochs != null) {
      overrides.add("schedule.epochs=" + epochs);
    }
    if (name != null) {
      overrides.add("name=\"%s\"".formatted(name.replace("\\", "\\\\").replace("\"", "\\\"")));
    }
    overrides.addAll(settings);
    Path from = beside(read(overrides).start().from());
    if (Files.isRegularFile(from)) { // a file, and not a version of the registry
      overrides.add("start.from=\"%s\"".formatted(from));
    }
    return overrides;
  }

  /**
   * The recipe with all of it.
   *
   * @throws BadInput when it cannot be read or {@code rules} refuse it
   */
  Recipe recipe(FamilyRules rules) {
    Recipe read = read(overrides());
    try {
      return Recipes.checked(read, rules);
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** The recipe's text as it was written. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new BadInput("recipe %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * The folder of the dataset; empty when neither the recipe nor an option names one.
   *
   * @throws BadInput when it is not there
   */
  String folder(Recipe recipe) {
    if (data == null && recipe.data().path().isBlank()) {
      return "";
    }
    Path folder = data != null ? data.toAbsolutePath() : beside(recipe.data().path());
    if (!Files.isDirectory(folder)) {
      throw new BadInput("dataset %s is no folder".formatted(folder.normalize()));
    }
    return folder.normalize().toString();
  }

  /**
   * That there is something to learn from.
   *
   * @param folder that was named, or empty
   */
  static void requireData(Recipe recipe, String folder) {
    if (folder.isEmpty() && recipe.data().scene().isBlank()) {
      throw new BadInput("the recipe names no data: set data.path or data.scene, or give --data");
    }
  }

  private Path beside(String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }

  private Recipe read(List<String> overrides) {
    if (!Files.isRegularFile(file)) {
      throw new BadInput("recipe %s does not exist".formatted(file));
    }
    try {
      return Recipes.read(file, overrides);
    } catch (IllegalArgumentException e) {
      throw new BadInput("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new BadInput("recipe %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
