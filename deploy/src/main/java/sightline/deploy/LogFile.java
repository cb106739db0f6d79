package sightline.deploy;

import java.nio.file.Path;

/**
 * Where the log messages go. Must be told before the first logger is made; the console shows only
 * what a person has to know.
 */
final class LogFile {

  /** The property that {@code log4j2.xml} reads. */
  private static final String PROPERTY = "sightline.log.file";

  private LogFile() {}

  /** Sends log messages to {@code sightline.log} in {@code folder}. */
  static Path in(Path folder) {
    Path file = folder.resolve("sightline.log").toAbsolutePath().normalize();
    System.setProperty(PROPERTY, file.toString());
    return file;
  }

  /** Sends log messages to a file in the temporary folder. */
  static Path temporary() {
    return in(
        Path.of(
            System.getProperty("java.io.tmpdir"), "sightline-" + ProcessHandle.current().pid()));
  }
}
