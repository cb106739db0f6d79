package sightline.registry.intake;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How files are checked.
 *
 * @param command program and first arguments; empty: nothing can be checked, uploads are refused
 * @param environment of the process, beside the few variables every program needs
 * @param timeout after which the process is ended
 * @param maxResidentBytes of the process and its children, above which it is ended
 * @param maxOutputBytes of the one line that it answers
 * @param maxAtOnce processes
 */
public record CheckerSettings(
    List<String> command,
    Map<String, String> environment,
    Duration timeout,
    long maxResidentBytes,
    int maxOutputBytes,
    int maxAtOnce) {

  public CheckerSettings {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
