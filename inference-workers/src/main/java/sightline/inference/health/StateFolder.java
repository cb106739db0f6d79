package sightline.inference.health;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the folder in which Kafka Streams keeps its state can be written to and has room.
 *
 * @param folder made where it is missing
 * @param minFreeBytes that its file system must have left, bytes
 */
public record StateFolder(Path folder, long minFreeBytes) implements Check {

  private static final int PROBE_BYTES = 4096;

  /** The folder that {@code configured} names; where it is empty, the default of Kafka Streams. */
  public static StateFolder of(String configured, long minFreeBytes) {
    Path folder =
        configured.isEmpty()
            ? Path.of(System.getProperty("java.io.tmpdir"), "kafka-streams")
            : Path.of(configured);
    return new StateFolder(folder, minFreeBytes);
  }

  @Override
  public String problem() {
    try {
      Files.createDirectories(folder);
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < minFreeBytes) {
        return "state folder %s has %d bytes left, expected at least %d"
            .formatted(folder, free, minFreeBytes);
      }
      writeAndDelete();
      return "";
    } catch (IOException e) {
      String why = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
      return "state folder %s cannot be written to: %s"
          .formatted(folder, why == null ? e.getClass().getSimpleName() : why);
    }
  }

  private void writeAndDelete() throws IOException {
    Path probe = Files.createTempFile(folder, "probe", ".tmp");
    try {
      Files.write(probe, new byte[PROBE_BYTES]);
    } finally {
      Files.delete(probe);
    }
  }
}
