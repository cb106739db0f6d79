package sightline.trainer.job.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A process and all that it started.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: the process ends with {@link #kill}.
 */
final class ProcessTree {

  private final Process process;

  /** Seen so far: a child whose parent has ended is nobody's descendant any more. */
  private final Set<ProcessHandle> children = ConcurrentHashMap.newKeySet();

  ProcessTree(Process process) {
    this.process = process;
  }

  Process process() {
    return process;
  }

  /** Memory of all of them; 0 where the system does not tell. */
  long residentBytes() {
    process.descendants().forEach(children::add);
    long sum = residentBytes(process.pid());
    for (ProcessHandle child : children) {
      sum += child.isAlive() ? residentBytes(child.pid()) : 0;
    }
    return sum;
  }

  /** Ends all of them, and closes what they say. */
  void kill() {
    process.descendants().forEach(children::add);
    process.destroyForcibly();
    killChildren();
  }

  /** Ends those that outlived the process; what it said can still be read. */
  void killChildren() {
    children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  private static long residentBytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // another system, or it has just ended
    }
  }
}
