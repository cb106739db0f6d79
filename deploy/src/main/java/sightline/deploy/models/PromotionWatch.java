package sightline.deploy.models;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.TimeText;

/**
 * Follows a promotion to its end, and tells of each step of each worker.
 *
 * <p>Threading: one thread.
 */
public final class PromotionWatch {

  /** How long after its deadline a promotion's fate is still asked for. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private static final Duration UNKNOWN_DEADLINE = Duration.ofMinutes(2);

  private final RegistryClient client;
  private final Waiting waiting;
  private final Consumer<String> told;

  /**
   * @param told hears what happens, line by line
   */
  public PromotionWatch(RegistryClient client, Waiting waiting, Consumer<String> told) {
    this.client = client;
    this.waiting = waiting;
    this.told = told;
  }

  /**
   * Waits until {@code promotion} is over; with a gap, until the workers have closed it.
   *
   * @return its last state, as the registry tells it
   * @throws RegistryFailed when it is not over {@link #GRACE} after its deadline
   */
  public JsonNode await(JsonNode promotion) throws RegistryFailed, InterruptedException {
    var steps = new WorkerSteps(told);
    RegistryPath path = RegistryPath.of("promotions", promotion.path("id").asText());
    JsonNode last = promotion;
    Instant until = deadline(promotion).plus(GRACE);
    steps.show(last);
    while (!isOver(last)) {
      if (!waiting.now().isBefore(until)) {
        throw RegistryFailed.away(
            "the promotion of %s is not over %d s after its deadline; look at 'sightline slots show"
                    .formatted(last.path("slot").asText(), GRACE.toSeconds())
                + " %s'".formatted(last.path("slot").asText()),
            null);
      }
      waiting.moment();
      last = waiting.ask(client, path, until, told).body();
      steps.show(last);
    }
    return last;
  }

  /** Whether the cameras of {@code promotion} are looked at by what was wanted. */
  public static boolean isGood(JsonNode promotion) {
    return promotion.path("state").asText().equals("SWITCHED");
  }

  /** What became of {@code promotion}, in lines. */
  public static List<String> words(JsonNode promotion) {
    var words = new ArrayList<String>();
    String slot = promotion.path("slot").asText();
    if (isGood(promotion)) {
      words.add(
          PlainText.of(
              "%s: %s → %s%s"
                  .formatted(
                      slot,
                      model(promotion.path("from")),
                      model(promotion.path("to")),
                      canary(promotion))));
      words.add(
          "switched at %s, offsets %s"
              .formatted(clock(promotion), offsets(promotion.path("offsets"))));
    } else {
      words.add(
          PlainText.of(
              "%s was not changed (%s): %s"
                  .formatted(
                      slot,
                      promotion.path("state").asText().toLowerCase(Locale.ROOT),
                      problem(promotion))));
    }
    return words;
  }

  /** {@code 0:17 1:4}, by partition. */
  public static String offsets(JsonNode offsets) {
    return offsets.properties().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparingInt(Integer::parseInt)))
        .map(entry -> entry.getKey() + ":" + entry.getValue().asLong())
        .collect(joining(" "));
  }

  private static String problem(JsonNode promotion) {
    String problem = promotion.path("problem").asText("");
    return problem.isBlank() ? "the registry gave no reason" : problem;
  }

  private static String model(JsonNode name) {
    return name.asText("").isEmpty() ? "nothing" : name.asText();
  }

  private static String canary(JsonNode promotion) {
    String cameras =
        promotion.path("canary").valueStream().map(JsonNode::asText).collect(joining(", "));
    return cameras.isEmpty() ? "" : ", on " + cameras;
  }

  private static String clock(JsonNode promotion) {
    return TimeText.clock(time(promotion.path("endedAt")).orElse(Instant.EPOCH));
  }

  private static boolean isOver(JsonNode promotion) {
    return switch (promotion.path("state").asText()) {
      case "REFUSED", "CANCELLED", "ROLLED_BACK" -> true;
      case "SWITCHED" ->
          !promotion.path("gap").asBoolean() || promotion.path("settled").asBoolean();
      default -> false;
    };
  }

  private Instant deadline(JsonNode promotion) {
    return time(promotion.path("deadline")).orElseGet(() -> waiting.now().plus(UNKNOWN_DEADLINE));
  }

  private static Optional<Instant> time(JsonNode rfc3339) {
    try {
      return Optional.of(Instant.parse(rfc3339.asText("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
