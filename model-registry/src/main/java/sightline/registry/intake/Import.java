package sightline.registry.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import sightline.events.codec.CanonicalJson;
import sightline.registry.shelf.ModelVersion;

/**
 * One upload on its way to become a version, as people see it.
 *
 * @param ofBytes declared size; -1 when it was not declared
 * @param steps done so far
 * @param version its number when STORED, empty before
 * @param understood what the check made of the file; empty before
 * @param problem why it was refused, one sentence; empty otherwise
 */
public record Import(
    String id,
    String model,
    State state,
    long bytes,
    long ofBytes,
    List<Step> steps,
    String version,
    ObjectNode understood,
    String problem) {

  /**
   * Where it is.
   *
   * <pre>
   *   RECEIVING --last byte--> CHECKING --on the shelf--> STORED
   *       +-----------------------+--> REFUSED
   * </pre>
   */
  public enum State {
    RECEIVING,
    CHECKING,
    STORED,
    REFUSED
  }

  private static final List<String> UNDERSTOOD =
      List.of(
          "digest",
          "sizeBytes",
          "task",
          "family",
          "input",
          "labels",
          "manifest",
          "manifestSource",
          "confirmed",
          "assumed",
          "residentBytes",
          "inferenceMillis");

  /** Something that was done with it. */
  public record Step(String name, boolean ok, String detail, double millis) {}

  public Import {
    steps = List.copyOf(steps);
  }

  static Import begun(String id, UploadWish wish) {
    return new Import(
        id,
        wish.model(),
        State.RECEIVING,
        0,
        wish.declaredBytes(),
        List.of(),
        "",
        JsonNodeFactory.instance.objectNode(),
        "");
  }

  /** Whether nothing more will happen to it. */
  public boolean hasEnded() {
    return state == State.STORED || state == State.REFUSED;
  }

  Import received(long received) {
    return new Import(id, model, state, received, ofBytes, steps, version, understood, problem);
  }

  Import checking(Step step) {
    return with(State.CHECKING, step, version, "");
  }

  Import understood(CheckReport report) {
    var all = new ArrayList<>(steps);
    report
        .part("steps")
        .forEach(
            step ->
                all.add(
                    new Step(
                        step.path("name").asText(),
                        step.path("ok").asBoolean(),
                        step.path("detail").asText(""),
                        step.path("millis").asDouble())));
    ObjectNode rest = report.json().deepCopy();
    rest.remove(List.of("file", "ok", "problem", "steps"));
    rest.put("confirmed", !report.text("manifestSource").equals("guessed"));
    return new Import(id, model, state, bytes, ofBytes, all, version, rest, problem);
  }

  /** What the check once made of the same bytes. */
  Import understood(ModelVersion known) {
    ObjectNode made = CanonicalJson.of(known);
    made.retain(UNDERSTOOD);
    return new Import(id, model, state, bytes, ofBytes, steps, version, made, problem);
  }

  Import stored(Step step, String number) {
    return with(State.STORED, step, number, "");
  }

  Import refused(String step, String sentence) {
    return with(State.REFUSED, new Step(step, false, sentence, 0), version, sentence);
  }

  private Import with(State next, Step step, String number, String sentence) {
    var all = new ArrayList<>(steps);
    all.add(step);
    return new Import(id, model, next, bytes, ofBytes, all, number, understood, sentence);
  }
}
