package sightline.deploy.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import sightline.deploy.console.PlainText;

/**
 * Tells how far each worker is, whenever that has changed.
 *
 * <p>Threading: one thread.
 */
final class WorkerSteps {

  /** So often a download is told of. */
  private static final int QUARTERS = 4;

  private final Map<String, String> lastTold = new HashMap<>();
  private final Consumer<String> told;

  WorkerSteps(Consumer<String> told) {
    this.told = told;
  }

  void show(JsonNode promotion) {
    for (JsonNode worker : promotion.path("workers")) {
      String name = worker.path("worker").asText();
      String key = key(worker);
      if (!key.equals(lastTold.put(name, key))) {
        told.accept(PlainText.of(String.format(Locale.ROOT, "%-24s %s", name, words(worker))));
      }
    }
  }

  private static String key(JsonNode worker) {
    long of = Math.max(1, worker.path("ofBytes").asLong());
    long quarter = QUARTERS * worker.path("bytesDone").asLong() / of;
    return step(worker) + " " + (isFetching(worker) ? quarter : 0) + " " + detail(worker);
  }

  private static String words(JsonNode worker) {
    if (isFetching(worker)) {
      return "fetching, %s of %s"
          .formatted(
              PlainText.size(worker.path("bytesDone").asLong()),
              PlainText.size(worker.path("ofBytes").asLong()));
    }
    String step = step(worker);
    boolean silent = step.equals("SILENT");
    if (silent && !detail(worker).isEmpty()) {
      return "silent, " + detail(worker);
    }
    String word = silent ? "has said nothing yet" : step.toLowerCase(Locale.ROOT);
    return detail(worker).isEmpty() ? word : word + ": " + detail(worker);
  }

  private static boolean isFetching(JsonNode worker) {
    return step(worker).equals("FETCHING");
  }

  private static String step(JsonNode worker) {
    return worker.path("step").asText();
  }

  private static String detail(JsonNode worker) {
    return worker.path("detail").asText("");
  }
}
