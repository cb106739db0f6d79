package sightline.deploy.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sightline.deploy.console.BadInput;

/**
 * A file that is to become a version.
 *
 * @param file ONNX, or a ZIP of one and what belongs to it
 * @param model name under which it is kept
 * @param manifest how it is fed and read, YAML; empty: as the file says
 * @param by who wants it
 * @param why they want it
 */
public record Upload(Path file, String model, String manifest, String by, String why) {

  private static final List<String> ENDINGS = List.of(".manifest.yaml", ".yaml");

  /** The manifest that lies beside {@code file}, where the workers would look for it too. */
  public static Optional<Path> manifestBeside(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return ENDINGS.stream()
        .map(ending -> file.resolveSibling(name + ending))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /**
   * The text of {@code manifest}.
   *
   * @throws BadInput when it cannot be read
   */
  public static String read(Path manifest) {
    try {
      return Files.readString(manifest);
    } catch (IOException e) {
      throw new BadInput("manifest %s cannot be read as text".formatted(manifest), e);
    }
  }

  /** Where it is sent to. */
  public RegistryPath path() {
    return RegistryPath.of("models", model, "versions")
        .with("fileName", file.getFileName())
        .with("by", by)
        .with("why", why)
        .with("manifest", manifest);
  }
}
