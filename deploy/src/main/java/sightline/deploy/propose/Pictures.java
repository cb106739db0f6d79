package sightline.deploy.propose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sightline.deploy.console.BadInput;

/** The pictures among what the user named: files as they are, of folders the JPEG and PNG files. */
final class Pictures {

  private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

  private Pictures() {}

  static List<Path> of(List<Path> named) {
    var pictures = new ArrayList<Path>();
    for (Path one : named) {
      if (!Files.exists(one)) {
        throw new BadInput("%s does not exist".formatted(one));
      }
      pictures.addAll(Files.isDirectory(one) ? inFolder(one) : List.of(one));
    }
    if (pictures.isEmpty()) {
      throw new BadInput("no JPEG or PNG file in %s".formatted(named.get(0)));
    }
    return pictures;
  }

  private static List<Path> inFolder(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(Pictures::isPicture).sorted().toList();
    } catch (IOException e) {
      throw new BadInput("folder %s cannot be read: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file) && ENDINGS.stream().anyMatch(name::endsWith);
  }
}
