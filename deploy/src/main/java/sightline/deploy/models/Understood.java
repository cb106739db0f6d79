package sightline.deploy.models;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sightline.deploy.console.PlainText;

/** What the check made of a file, in lines. */
public final class Understood {

  private static final int LABELS_SHOWN = 12;

  private Understood() {}

  /**
   * What stands in {@code version}; what it does not say is left out.
   *
   * @param name {@code people/1}, under which a guess can be confirmed
   */
  public static List<String> words(JsonNode version, String name) {
    var words = new ArrayList<String>();
    add(words, "family", family(version));
    add(words, "input", input(version.path("input")));
    add(words, "labels", labels(version.path("labels")));
    add(words, "manifest", source(version));
    if (isGuess(version)) {
      version.path("assumed").forEach(one -> add(words, "assumed", one.asText()));
      if (!version.path("confirmed").asBoolean()) {
        add(words, "", "right? then say so: sightline models confirm " + name);
      }
    }
    return words;
  }

  /** Whether nobody said how the model is fed and read. */
  public static boolean isGuess(JsonNode version) {
    return version.path("manifestSource").asText().equals("guessed");
  }

  /** A line of these lists: what it is about, and what there is to say. */
  public static String line(String what, Object value) {
    return PlainText.of(String.format(Locale.ROOT, "  %-12s %s", what, value)).stripTrailing();
  }

  private static void add(List<String> words, String what, String value) {
    if (!value.isBlank()) {
      words.add(line(what, value));
    }
  }

  private static String family(JsonNode version) {
    String task = version.path("task").asText("");
    String family = version.path("family").asText("");
    return task.isEmpty() ? family : "%s, task %s".formatted(family, task);
  }

  private static String input(JsonNode input) {
    return input.properties().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().toString().replace("\"", ""))
        .collect(joining(", "));
  }

  private static String labels(JsonNode labels) {
    String first =
        labels.valueStream().limit(LABELS_SHOWN).map(JsonNode::asText).collect(joining(", "));
    int more = labels.size() - LABELS_SHOWN;
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  private static String source(JsonNode version) {
    String source = version.path("manifestSource").asText("");
    return switch (source) {
      case "file" -> "as given with the file";
      case "embedded" -> "found inside the file";
      case "ultralytics" -> "read from what Ultralytics wrote into the file";
      case "guessed" ->
          version.path("confirmed").asBoolean()
              ? "guessed from the tensors, and confirmed"
              : "GUESSED from the tensors, nobody has confirmed it";
      default -> source;
    };
  }
}
