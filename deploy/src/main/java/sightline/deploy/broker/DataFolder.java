package sightline.deploy.broker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds the log.
 *
 * <p>Ownership: a temporary folder is deleted on close, and at the latest when the JVM ends.
 */
final class DataFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  private final Path path;
  private final boolean temporary;

  private DataFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** Folder {@code name}, made when absent; a temporary one when {@code name} is empty. */
  static DataFolder open(String name) throws BrokerFailed {
    try {
      if (name.isBlank()) {
        return new DataFolder(Files.createTempDirectory("sightline-broker-"), true);
      }
      Path path = Path.of(name).toAbsolutePath().normalize();
      Files.createDirectories(path);
      return new DataFolder(path, false);
    } catch (IOException e) {
      throw new BrokerFailed("the folder %s cannot be made: %s".formatted(name, e), e);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    if (!temporary || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      LOG.warn("the temporary folder {} stays behind: {}", path, e.toString());
    }
  }
}
