package sightline.ingest;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Footage that lies beside the repository; tests that need it are skipped where it is absent. */
public final class SharedFiles {

  private SharedFiles() {}

  /** The file or folder of that name below the shared folder. */
  public static Path find(String name) {
    Path shared = Path.of(System.getProperty("sightline.shared", ""));
    if (shared.toString().isEmpty()) {
      shared = besideRepository();
    }
    Path file = shared.resolve(name);
    assumeTrue(
        Files.exists(file), () -> "skipped: " + name + " is not there; see -Dsightline.shared");
    return file;
  }

  private static Path besideRepository() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared"))) {
        return at.resolve("shared");
      }
    }
    return Path.of("shared");
  }
}
