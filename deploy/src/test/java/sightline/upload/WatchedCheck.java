package sightline.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sightline.inference.check.CheckMain;

/**
 * The check in a process of its own, watched as the registry watches it: a process that takes too
 * long for a file, or too much memory, is killed, and that file has no report; the files after it
 * go to the next process.
 *
 * <p>Threading: one thread; another reads the lines.
 */
final class WatchedCheck {

  private static final Duration LONGEST_FOR_A_FILE = Duration.ofSeconds(60);
  private static final long MOST_RESIDENT_BYTES = 1100L << 20;
  private static final long WATCH_EVERY_MILLIS = 10;

  /**
   * Exit code of a process that gave up on a file which still runs; the others are not its fault.
   */
  private static final int FILES_LEFT = 3;

  private final Path folder;
  private final long maxStepMillis;
  private final Map<Path, JsonNode> reports = new LinkedHashMap<>();
  private final Map<Path, String> killed = new LinkedHashMap<>();
  private final List<Integer> exits = new ArrayList<>();

  WatchedCheck(Path folder, Duration maxStep) {
    this.folder = folder;
    this.maxStepMillis = maxStep.toMillis();
  }

  /** Checks all of {@code files}, in as many processes as it takes. */
  void check(List<Path> files) throws Exception {
    List<Path> waiting = files;
    while (!waiting.isEmpty()) {
      int done = once(waiting);
      waiting = waiting.subList(done, waiting.size());
    }
  }

  /** How many files have been dealt with by one process. */
  private int once(List<Path> files) throws Exception {
    Process process = start(files);
    var lines = new Lines();
    var reader = new Thread(() -> lines.read(process.inputReader(StandardCharsets.UTF_8)), "lines");
    reader.start();
    String reason = watch(process, lines);
    reader.join();
    exits.add(process.exitValue());
    List<String> texts = lines.all();
    for (int i = 0; i < texts.size(); i++) {
      reports.put(files.get(i), new ObjectMapper().readTree(texts.get(i)));
    }
    if (process.exitValue() == FILES_LEFT) {
      return texts.size();
    }
    if (texts.size() < files.size()) {
      killed.put(files.get(texts.size()), reason + lastError());
    }
    return Math.min(files.size(), texts.size() + 1);
  }

  private Process start(List<Path> files) throws IOException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(CheckMain.class.getName());
    command.addAll(List.of("--limits", "maxStepMillis=" + maxStepMillis));
    files.forEach(file -> command.add(file.toString()));
    return new ProcessBuilder(command).redirectError(errors().toFile()).start();
  }

  /** Why the process was killed, or with what it ended. */
  private static String watch(Process process, Lines lines) throws Exception {
    String reason = "";
    while (!process.waitFor(WATCH_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      if (reason.isEmpty() && lines.silentFor().compareTo(LONGEST_FOR_A_FILE) > 0) {
        reason = "time";
      } else if (reason.isEmpty() && residentBytes(process) > MOST_RESIDENT_BYTES) {
        reason = "memory";
      }
      if (!reason.isEmpty()) {
        process.destroyForcibly();
      }
    }
    return reason.isEmpty() ? "exit " + process.exitValue() : reason;
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private String lastError() throws IOException {
    List<String> lines = Files.readAllLines(errors());
    return lines.isEmpty()
        ? ""
        : ": " + String.join(" ", lines.subList(Math.max(0, lines.size() - 9), lines.size()));
  }

  private static long residentBytes(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) { // it has just ended, or this is another system
      return 0;
    }
  }

  /** By file; a file whose process did not survive it has none. */
  Map<Path, JsonNode> reports() {
    return reports;
  }

  /** By file that a process did not survive: {@code time}, {@code memory}, or its exit code. */
  Map<Path, String> killed() {
    return killed;
  }

  /** The exit code of each process that it took. */
  List<Integer> exits() {
    return exits;
  }

  /** The lines so far, and when the last one came. */
  private static final class Lines {

    private final List<String> lines = new ArrayList<>();
    private Instant last = Instant.now();

    void read(BufferedReader reader) {
      reader.lines().forEach(this::add);
    }

    private synchronized void add(String line) {
      lines.add(line);
      last = Instant.now();
    }

    synchronized Duration silentFor() {
      return Duration.between(last, Instant.now());
    }

    synchronized List<String> all() {
      return List.copyOf(lines);
    }
  }
}
