package sightline.inference.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory that a further model could use, as Linux tells it: what the machine has left, or the
 * control group that we live in, whichever is less.
 *
 * <p>Threading: any thread.
 */
final class FreeMemory {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path GROUP = Path.of("/sys/fs/cgroup");
  private static final long UNKNOWN = -1;

  private FreeMemory() {}

  /** Bytes; -1 where nobody tells. */
  static long bytes() {
    long machine = ofMachine();
    long group = ofGroup();
    return machine < 0 ? group : group < 0 ? machine : Math.min(machine, group);
  }

  private static long ofMachine() {
    try {
      return Files.readAllLines(MACHINE).stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException | NumberFormatException e) {
      return UNKNOWN;
    }
  }

  private static long ofGroup() {
    try {
      String limit = Files.readString(GROUP.resolve("memory.max")).strip();
      long used = Long.parseLong(Files.readString(GROUP.resolve("memory.current")).strip());
      return limit.equals("max")
          ? UNKNOWN
          : Math.max(0, Long.parseLong(limit) - used + filesThatMayGo());
    } catch (IOException | NumberFormatException e) {
      return UNKNOWN;
    }
  }

  /** What the group holds of files only because nobody else wanted the memory. */
  private static long filesThatMayGo() throws IOException {
    return Files.readAllLines(GROUP.resolve("memory.stat")).stream()
        .filter(line -> line.startsWith("inactive_file "))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
