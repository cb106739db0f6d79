package sightline.deploy.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where the log messages go; the console shows only what a person has to know. Must be chosen
 * before the first logger is made.
 *
 * @param path of the file, absolute; there is none as long as nothing was logged
 * @param temporary whether nobody needs it once all went well
 */
public record LogFile(Path path, boolean temporary) {

  /** The property that {@code log4j2.xml} reads. */
  private static final String PROPERTY = "sightline.log.file";

  private static final String NAME = "sightline.log";

  /** Sends log messages to {@code sightline.log} in {@code folder}. */
  public static LogFile in(Path folder) {
    return new LogFile(folder.resolve(NAME).toAbsolutePath().normalize(), false).use();
  }

  /** Sends log messages to a file in the temporary folder. */
  public static LogFile inTemporaryFolder() {
    String folder = "sightline-" + ProcessHandle.current().pid();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"), folder);
    return new LogFile(temporary.resolve(NAME).toAbsolutePath(), true).use();
  }

  /** Where to look for more, as the end of a sentence; empty when there is nothing to see. */
  public static String hint() {
    String file = System.getProperty(PROPERTY, "");
    return !file.isEmpty() && Files.exists(Path.of(file)) ? "; more in " + file : "";
  }

  /** Deletes a temporary file after all went well. */
  public void discard() {
    try {
      if (temporary && Files.exists(path)) {
        Files.delete(path);
        Files.delete(path.getParent());
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(LogFile.class).info("{} stays behind: {}", path, e.toString());
    }
  }

  private LogFile use() {
    System.setProperty(PROPERTY, path.toString());
    return this;
  }
}
