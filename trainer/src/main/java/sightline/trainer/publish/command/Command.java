package sightline.trainer.publish.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end, limited in time and words.
 *
 * <p>Threading: {@link #run} blocks; two threads read what the program says.
 *
 * <p>Ownership: the process and its children end with the call, also when it is interrupted.
 *
 * @param words program and first arguments
 * @param within longest time it may take
 */
public record Command(List<String> words, Duration within) {

  private static final int MAX_OUTPUT_BYTES = 1 << 20;
  private static final int LAST_WORDS = 400;

  public Command {
    words = List.copyOf(words);
  }

  /** Whether there is one at all. */
  public boolean isThere() {
    return !words.isEmpty();
  }

  /**
   * How it ended.
   *
   * @param exit its code
   * @param output what it said, as far as it was kept
   */
  public record Ended(int exit, String output, String errors) {

    /** The end of what it said about its failure, one line. */
    public String lastWords() {
      String all = (errors.isBlank() ? output : errors).strip().replaceAll("\\s+", " ");
      return all.substring(Math.max(0, all.length() - LAST_WORDS));
    }
  }

  /**
   * Runs it in {@code folder} with {@code more} arguments.
   *
   * @throws CommandFailed when it cannot be started, or takes too long
   */
  public Ended run(Path folder, List<String> more) throws CommandFailed, InterruptedException {
    var command = new ArrayList<>(words);
    command.addAll(more);
    Process process = start(command, folder);
    try {
      var output = Spoken.of(process.getInputStream(), MAX_OUTPUT_BYTES, "command-output");
      var errors = Spoken.of(process.getErrorStream(), MAX_OUTPUT_BYTES, "command-errors");
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CommandFailed("%s did not end within %s".formatted(words.get(0), within));
      }
      return new Ended(process.exitValue(), output.text(), errors.text());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command, Path folder) throws CommandFailed {
    try {
      Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new CommandFailed("%s cannot be started: %s".formatted(command.get(0), e.getMessage()));
    }
  }
}
