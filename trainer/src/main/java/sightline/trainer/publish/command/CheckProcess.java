package sightline.trainer.publish.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;

/**
 * The check of the workers, which looks at a bundle as the registry would.
 *
 * @param command that is given {@code --name NAME FILE} and answers one line of JSON
 */
public record CheckProcess(Command command) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What it says of {@code bundle}: {@code ok}, {@code problem}, {@code steps}, {@code golden}.
   *
   * @throws CommandFailed when it says nothing that can be read
   */
  public JsonNode check(String name, Path bundle) throws CommandFailed, InterruptedException {
    Path file = bundle.toAbsolutePath();
    Command.Ended ended = command.run(file.getParent(), List.of("--name", name, file.toString()));
    String line = ended.output().lines().findFirst().orElse("");
    try {
      JsonNode report = JSON.readTree(line);
      if (report.path("ok").isBoolean()) {
        return report;
      }
    } catch (JsonProcessingException e) {
      throw new CommandFailed("the check said something that is no report: " + shown(line));
    }
    throw new CommandFailed(
        "the check ended with %d and no report: %s".formatted(ended.exit(), ended.lastWords()));
  }

  private static String shown(String line) {
    return line.substring(0, Math.min(line.length(), 200));
  }
}
