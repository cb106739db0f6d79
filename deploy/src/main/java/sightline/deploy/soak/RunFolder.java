package sightline.deploy.soak;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of everything that a run writes. */
final class RunFolder {

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  private RunFolder() {}

  /** A new folder in {@code parent}, or in the temporary one when {@code parent} is null. */
  static Path open(Path parent, long seed) throws IOException {
    String name = "sightline-soak-%d-".formatted(seed);
    if (parent == null) {
      return Files.createTempDirectory(name);
    }
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent.toAbsolutePath().normalize(), name);
  }

  /** Deletes {@code folder} when it was {@code temporary}. */
  static void close(Path folder, boolean temporary) {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      LOG.warn("the temporary folder {} stays behind: {}", folder, e.toString());
    }
  }
}
