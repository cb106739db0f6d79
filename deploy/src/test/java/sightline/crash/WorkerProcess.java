package sightline.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A {@link WorkerProgram} in a process of its own.
 *
 * <p>Threading: one thread.
 *
 * <p>Ownership: close kills the process; its folder belongs to the drill.
 */
final class WorkerProcess implements AutoCloseable {

  /** Exit code of a process that was killed by signal 9. */
  static final int KILLED = 128 + 9;

  private static final int TAIL_LINES = 25;

  private final String name;
  private final Process process;
  private final Path output;
  private int expectedExit;
  private boolean clean;

  private WorkerProcess(String name, Process process, Path output, int expectedExit) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.expectedExit = expectedExit;
  }

  /**
   * Starts a worker that halts at the {@code times}-th arrival at {@code point}.
   *
   * @param folder its own; temporary files of native libraries lie there
   * @param settings of the workers, JSON
   */
  static WorkerProcess start(Path folder, String settings, HaltPoint point, int times) {
    try {
      Path output = Files.createDirectories(folder).resolve("output.txt");
      Process process =
          new ProcessBuilder(command(folder, settings, point, times))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exit = point == HaltPoint.NEVER ? 0 : Fuse.EXIT_CODE;
      String name = "%s, to halt %s %d".formatted(folder.getFileName(), point, times);
      return new WorkerProcess(name, process, output, exit);
    } catch (IOException e) {
      throw new UncheckedIOException("no worker process could be started", e);
    }
  }

  private static List<String> command(Path folder, String settings, HaltPoint point, int times) {
    return List.of(
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder,
        "-Dlog4j2.configurationFile=classpath:log4j2-worker.xml",
        "-cp",
        System.getProperty("java.class.path"),
        WorkerProgram.class.getName(),
        settings,
        point.name(),
        Integer.toString(times));
  }

  /** Tells it to close; it may halt while it does. */
  void tellToClose() {
    try {
      process
          .getOutputStream()
          .write((WorkerProgram.CLOSE + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError(this + " does not listen any more\n" + outputTail(), e);
    }
  }

  /** Kills it from outside. */
  void kill() {
    expectedExit = KILLED;
    process.destroyForcibly();
  }

  /** It is as well if it closes before it comes to the point at which it would halt. */
  void mayCloseCleanly() {
    clean = true;
  }

  /** Whether it ended at its point. */
  boolean hasHalted() {
    return hasEnded() && process.exitValue() == Fuse.EXIT_CODE;
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  /** Fails unless the process ended in the way that was meant. */
  void requireExpectedEnd() {
    int exit = process.exitValue();
    if (exit != expectedExit && !(clean && exit == 0)) {
      throw new AssertionError(
          "%s ended with %d, expected %d; its last lines:%n%s"
              .formatted(this, exit, expectedExit, outputTail()));
    }
  }

  /** The last lines that it wrote. */
  String outputTail() {
    try {
      List<String> lines = Files.readAllLines(output);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "no output: " + e;
    }
  }

  @Override
  public String toString() {
    return process.isAlive() ? name : name + ", ended with " + process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
