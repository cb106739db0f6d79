package sightline.trainer.testdata;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Test material that lies beside the repository and is not part of it: the folder {@code
 * ../shared}, or the one named by {@code -Dsightline.shared=}.
 */
public final class SharedFiles {

  private SharedFiles() {}

  /** The file or folder {@code name}; the test is skipped, and says so, where it is absent. */
  public static Path require(String name) {
    String given = System.getProperty("sightline.shared", "");
    if (!given.isEmpty()) {
      return present(Path.of(given).resolve(name));
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path candidate = folder.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
      folder = folder.getParent();
    }
    return present(Path.of("shared").resolve(name));
  }

  private static Path present(Path file) {
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: there is no " + file);
    return file;
  }
}
