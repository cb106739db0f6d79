package sightline.trainer.job.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How jobs are run.
 *
 * @param folder that holds one folder a job
 * @param registry {@code http://host:port}, empty when nothing can be published
 * @param checker command that looks at an exported file
 * @param evaluator command that runs an exported file on pictures
 * @param process how one is started
 * @param limits what jobs may take
 */
public record JobSettings(
    Path folder,
    String registry,
    List<String> checker,
    List<String> evaluator,
    Command process,
    Limits limits) {

  public JobSettings {
    checker = List.copyOf(checker);
    evaluator = List.copyOf(evaluator);
  }

  /**
   * How the process of a job is started.
   *
   * @param words program and first arguments; {@code --job FOLDER} and perhaps {@code --resume}
   *     follow
   * @param environment beside the few variables every program needs
   * @param maxOutputBytes of what it says that is kept in {@code output.txt}
   */
  public record Command(List<String> words, Map<String, String> environment, long maxOutputBytes) {

    public Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }
  }

  /**
   * @param maxRunning jobs at the same time
   * @param maxQueued jobs that wait
   * @param maxRetries starts after the process died
   * @param retryPause before each of them
   * @param stopGrace from the wish to stop to the end by force
   * @param timeout of a process
   * @param maxResidentBytes of a process and its children
   * @param maxLogLinesPerSecond that are told to the log
   * @param maxKept folders of jobs that have ended
   */
  public record Limits(
      int maxRunning,
      int maxQueued,
      int maxRetries,
      Duration retryPause,
      Duration stopGrace,
      Duration timeout,
      long maxResidentBytes,
      int maxLogLinesPerSecond,
      int maxKept) {}
}
