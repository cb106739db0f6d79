package sightline.dashboards.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Recipes that the page offers: the YAML files of a folder.
 *
 * <p>Threading: immutable, any thread; {@link #recipes} reads files.
 *
 * @param folder its path; empty for none
 * @param maxRecipes further ones are not offered, in the order of their names
 * @param maxBytes larger ones are not offered
 */
public record RecipeFolder(String folder, int maxRecipes, int maxBytes) {

  /**
   * @param name of the file without its ending
   * @param text YAML
   */
  public record Named(String name, String text) {}

  /** What lies there now; nothing when there is no such folder. */
  public List<Named> recipes() {
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) {
      return List.of();
    }
    try (var files = Files.list(Path.of(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> file.toFile().length() <= maxBytes)
          .sorted()
          .limit(maxRecipes)
          .map(RecipeFolder::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the recipes in " + folder + " cannot be read", e);
    }
  }

  private static Named read(Path file) {
    try {
      String name = String.valueOf(file.getFileName());
      return new Named(
          name.substring(0, name.length() - ".yaml".length()),
          new String(Files.readAllBytes(file), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
