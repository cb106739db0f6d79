package sightline.deploy.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that holds the log.
 *
 * <p>Ownership: nobody else may have it until it is closed; a temporary folder is deleted then, and
 * at the latest when the JVM ends.
 */
final class DataFolder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

  /**
   * Lies in the folder. Kafka's own lock comes too late: a second broker writes before it looks.
   */
  private static final String LOCK = "sightline.lock";

  private final Path path;
  private final boolean temporary;
  private final FileChannel lock;

  private DataFolder(Path path, boolean temporary) throws IOException, BrokerFailed {
    this.path = path;
    this.temporary = temporary;
    this.lock = FileChannel.open(path.resolve(LOCK), CREATE, WRITE);
    if (!isOurs(lock)) {
      lock.close();
      throw new BrokerFailed("the folder %s is used by another broker".formatted(path));
    }
  }

  private static boolean isOurs(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) { // by another of this process
      return false;
    }
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
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock of {} stays: {}", path, e.toString());
    }
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
