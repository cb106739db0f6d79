package sightline.deploy.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder beside that of the log, of the models or of the jobs: all stay, or all go.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: a temporary folder is deleted on close.
 */
public final class StoreFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreFolder.class);
  private final Path path;
  private final boolean temporary;

  private StoreFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /** That of the models beside {@code logFolder}; a temporary one when that is empty. */
  public static StoreFolder beside(String logFolder) throws IOException {
    return beside(logFolder, "models");
  }

  /** That of {@code things} beside {@code logFolder}; a temporary one when that is empty. */
  public static StoreFolder beside(String logFolder, String things) throws IOException {
    return logFolder.isBlank()
        ? new StoreFolder(Files.createTempDirectory("sightline-" + things + "-"), true)
        : new StoreFolder(Path.of(logFolder + "-" + things).toAbsolutePath().normalize(), false);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
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
