package sightline.registry.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.metrics.RegistryMetrics;

/**
 * Has files looked at by a process of its own, which a hostile one may crash: limited in time,
 * memory and words, ended with its children.
 *
 * <p>Threading: any thread; {@link #check} blocks, and waits for its turn when enough processes
 * run.
 *
 * <p>Ownership: its processes; closing ends them.
 */
public final class Checker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Checker.class);

  private static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SystemRoot", "JAVA_HOME");
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final CheckerSettings settings;
  private final RegistryMetrics metrics;
  private final Semaphore turns;
  private final Set<ProcessTree> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public Checker(CheckerSettings settings, RegistryMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.turns = new Semaphore(settings.maxAtOnce(), true);
  }

  /**
   * Has {@code file} looked at.
   *
   * @param name of the model, for the manifest and for sentences
   * @param manifest that overrides what the file says of itself
   * @return also when the process died or met a limit: then it is a refusal
   */
  public CheckReport check(String name, Path file, Optional<Path> manifest)
      throws InterruptedException {
    if (settings.command().isEmpty()) {
      return CheckReport.refused(
          "this registry has no checker.command, so no file can become a version");
    }
    turns.acquire();
    try {
      return timed(command(name, file, manifest), file.toAbsolutePath().getParent());
    } catch (IOException e) {
      LOG.error("the check process cannot be started: {}", e.getMessage());
      return CheckReport.refused(
          "the check process cannot be started, see checker.command: " + e.getMessage());
    } finally {
      turns.release();
    }
  }

  private CheckReport timed(List<String> command, Path folder)
      throws IOException, InterruptedException {
    long from = System.nanoTime();
    var ended = run(command, folder);
    metrics.checkTook(Duration.ofNanos(System.nanoTime() - from));
    if (!ended.answered()) {
      metrics.checkKilled();
    }
    return ended.report();
  }

  private Ended run(List<String> command, Path folder) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    var environment = builder.environment();
    environment.keySet().retainAll(PASSED_ON);
    environment.putAll(settings.environment());
    var tree = new ProcessTree(builder.start());
    running.add(tree);
    try {
      return attend(tree);
    } finally {
      tree.kill();
      running.remove(tree);
    }
  }

  private Ended attend(ProcessTree tree) throws IOException, InterruptedException {
    tree.process().getOutputStream().close();
    var output = new OutputReader(tree.process().getInputStream(), settings.maxOutputBytes());
    var errors = new OutputReader(tree.process().getErrorStream(), settings.maxOutputBytes());
    output.start("check-output");
    errors.startAndDrain("check-errors");
    long end = System.nanoTime() + settings.timeout().toNanos();
    while (!tree.process().waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      if (closed) {
        return Ended.died("the registry stopped while the file was checked");
      }
      if (output.isFull()) {
        return tooMuchOutput();
      }
      if (System.nanoTime() > end) {
        return Ended.died(
            "the check did not end within %s (checker.timeout)".formatted(settings.timeout()));
      }
      long resident = tree.residentBytes();
      if (resident > settings.maxResidentBytes()) {
        return Ended.died(
            "the check needed %d bytes of memory, more than checker.maxResidentBytes, %d"
                .formatted(resident, settings.maxResidentBytes()));
      }
    }
    tree.killChildren(); // they may still hold its output open
    String line = output.await().lines().findFirst().orElse("");
    LOG.debug("check ended with {}: {}", tree.process().exitValue(), errors.await());
    return output.isFull() ? tooMuchOutput() : judge(tree.process().exitValue(), line);
  }

  private static Ended judge(int exit, String line) {
    if (line.isBlank()) {
      String how = exit > 128 ? "crashed (signal %d)".formatted(exit - 128) : "ended with " + exit;
      return Ended.died(
          "the check of the file %s and said nothing; what crashes a reader is not let in"
              .formatted(how));
    }
    try {
      var report = CheckReport.read(line);
      return new Ended(true, report);
    } catch (JsonProcessingException e) {
      return Ended.died("the check answered something that is no report");
    }
  }

  private Ended tooMuchOutput() {
    return Ended.died(
        "the check answered more than %d bytes (checker.maxOutputBytes)"
            .formatted(settings.maxOutputBytes()));
  }

  private List<String> command(String name, Path file, Optional<Path> manifest) {
    var command = new ArrayList<>(settings.command());
    command.add("--name");
    command.add(name);
    manifest.ifPresent(
        yaml -> {
          command.add("--manifest");
          command.add(yaml.toAbsolutePath().toString());
        });
    command.add(file.toAbsolutePath().toString());
    return command;
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(ProcessTree::kill);
  }

  private record Ended(boolean answered, CheckReport report) {
    static Ended died(String problem) {
      return new Ended(false, CheckReport.refused(problem));
    }
  }
}
