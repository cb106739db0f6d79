package sightline.inference.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process that the machine really holds for it. */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String KEY = "VmRSS:";

  private ResidentMemory() {}

  /** Bytes after what Java no longer needs has gone; -1 where the system does not tell. */
  static long bytes() throws IOException {
    if (!Files.isReadable(STATUS)) {
      return -1;
    }
    System.gc();
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(KEY))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElse(-1);
  }

  /** How much more than {@code before} it is now; -1 when unknown. */
  static long growthSince(long before) throws IOException {
    return before < 0 ? -1 : Math.max(0, bytes() - before);
  }
}
