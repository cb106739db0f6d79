package sightline.deploy.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import sightline.deploy.console.PlainText;

/**
 * Follows the check of an upload to its end, and tells of each step.
 *
 * <p>Threading: one thread.
 */
public final class ImportWatch {

  /** Longest a check may take; the registry's own limit is far below. */
  private static final Duration CHECKED = Duration.ofMinutes(15);

  /** How long a registry that is away may stay so. */
  private static final Duration AWAY = Duration.ofSeconds(60);

  private final RegistryClient client;
  private final Waiting waiting;
  private final Consumer<String> told;
  private int shown;

  /**
   * @param told hears what happens, line by line
   */
  public ImportWatch(RegistryClient client, Waiting waiting, Consumer<String> told) {
    this.client = client;
    this.waiting = waiting;
    this.told = told;
  }

  /**
   * Waits until what {@code begun} began is stored or refused.
   *
   * @return its last state, as the registry tells it
   */
  public JsonNode await(RegistryReply begun) throws RegistryFailed, InterruptedException {
    RegistryPath path =
        begun.location().isEmpty()
            ? RegistryPath.of("imports", begun.body().path("id").asText())
            : RegistryPath.located(begun.location());
    JsonNode last = begun.body();
    Instant until = waiting.now().plus(CHECKED);
    show(last);
    while (!isOver(last)) {
      if (!waiting.now().isBefore(until)) {
        throw RegistryFailed.away(
            "the check is not over after %d min; look at the registry's log"
                .formatted(CHECKED.toMinutes()),
            null);
      }
      waiting.moment();
      last = waiting.ask(client, path, waiting.now().plus(AWAY), told).body();
      show(last);
    }
    return last;
  }

  /** Whether there is a version now. */
  public static boolean isStored(JsonNode upload) {
    return upload.path("state").asText().equals("STORED");
  }

  /** Number of the version that was made; it may have been there before. */
  public static String version(JsonNode upload) {
    JsonNode version = upload.path("version");
    return version.isObject() ? version.path("version").asText() : version.asText();
  }

  /** Why there is no version. */
  public static String problem(JsonNode upload) {
    return PlainText.of(upload.path("problem").asText("the check refused it and gave no reason"));
  }

  private static boolean isOver(JsonNode upload) {
    return isStored(upload) || upload.path("state").asText().equals("REFUSED");
  }

  private void show(JsonNode upload) {
    JsonNode steps = upload.path("steps");
    for (; shown < steps.size(); shown++) {
      JsonNode step = steps.get(shown);
      told.accept(
          PlainText.of(
              String.format(
                      Locale.ROOT,
                      "  %-12s %-7s %5.1f s  %s",
                      step.path("name").asText(),
                      step.path("ok").asBoolean() ? "ok" : "refused",
                      step.path("millis").asLong() / 1e3,
                      step.path("detail").asText(""))
                  .stripTrailing()));
    }
  }
}
