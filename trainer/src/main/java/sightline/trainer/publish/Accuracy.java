package sightline.trainer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import sightline.trainer.publish.command.CommandFailed;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.registry.Version;

/**
 * How good a candidate is on the pinned validation set, by itself and beside the incumbent.
 *
 * <p>Threading: one thread; blocks while models are measured.
 */
final class Accuracy {

  private final Evaluation evaluation;
  private final Path folder;
  private final Findings findings;
  private final Candidate candidate;
  private JsonNode report = MissingNode.getInstance();

  Accuracy(Evaluation evaluation, Path folder, Findings findings, Candidate candidate) {
    this.evaluation = evaluation;
    this.folder = folder;
    this.findings = findings;
    this.candidate = candidate;
  }

  /** What the evaluation said of the candidate; missing when it was not asked. */
  JsonNode report() {
    return report;
  }

  void judge(Optional<Version> incumbent) throws InterruptedException {
    ObjectNode numbers = findings.numbers().putObject("accuracy").put("metric", candidate.metric());
    numbers.put("atLeast", candidate.recipe().publish().atLeast());
    numbers.put("margin", candidate.recipe().publish().margin());
    boolean measured = evaluation.knows(candidate.task()) && candidate.pinned().isPresent();
    numbers.put("measuredBy", measured ? "evaluator" : "trainer");
    OptionalDouble value = measured ? measured() : trained();
    if (value.isEmpty()) {
      return;
    }
    double found = value.getAsDouble();
    numbers.put("candidate", found);
    requireAtLeast(found);
    if (incumbent.isEmpty()) {
      findings.note("There is no incumbent to be compared with.");
      return;
    }
    Version rival = incumbent.orElseThrow();
    numbers.put("incumbent", rival.id());
    OptionalDouble other = measured ? measured(rival) : told(rival);
    if (other.isPresent()) {
      numbers.put("incumbentValue", other.getAsDouble());
      requireNotWorse(found, rival.id(), other.getAsDouble());
    }
  }

  private void requireAtLeast(double found) {
    double least = candidate.recipe().publish().atLeast();
    if (found >= least) {
      findings.note("%s is %s, at least %s is asked for.", metric(), text(found), text(least));
    } else {
      findings.refuse(
          "%s is %s, but at least %s is asked for.", metric(), text(found), text(least));
    }
  }

  private void requireNotWorse(double found, String rival, double other) {
    double margin = candidate.recipe().publish().margin();
    if (found >= other - margin) {
      findings.note(
          "%s is %s, that of %s %s; up to %s worse is allowed.",
          metric(), text(found), rival, text(other), text(margin));
    } else {
      findings.refuse(
          "%s is %s, but that of %s is %s, and only up to %s worse is allowed.",
          metric(), text(found), rival, text(other), text(margin));
    }
  }

  private OptionalDouble measured() throws InterruptedException {
    try {
      report = measure(candidate.onnx().toAbsolutePath().toString(), "candidate");
      return score(report, "The candidate");
    } catch (CommandFailed e) {
      findings.refuse("The candidate could not be measured: %s.", e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private OptionalDouble measured(Version rival) throws InterruptedException {
    try {
      return score(measure(rival.id(), "incumbent"), rival.id());
    } catch (CommandFailed e) {
      findings.refuse("The incumbent %s could not be measured: %s.", rival.id(), e.getMessage());
      return OptionalDouble.empty();
    }
  }

  private JsonNode measure(String model, String who) throws CommandFailed, InterruptedException {
    return evaluation.measure(
        model, candidate.pinned().orElseThrow(), folder.resolve("eval-" + who + ".json"));
  }

  private OptionalDouble score(JsonNode from, String who) {
    String name = Evaluation.nameOf(candidate.metric());
    JsonNode score = from.path("scores").path(name);
    if (!score.isNumber() || score.asDouble() < 0) {
      findings.refuse(
          "%s has no %s in its evaluation, only %s.",
          who,
          name,
          String.join(
              ", ", from.path("scores").properties().stream().map(e -> e.getKey()).toList()));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(score.asDouble());
  }

  private OptionalDouble trained() {
    findings.note(
        "Measured by the trainer itself: %s.",
        !evaluation.command().isThere()
            ? "the job has no evaluator"
            : evaluation.knows(candidate.task())
                ? "the validation set is no part of a dataset's folder"
                : "the evaluator knows no models of task " + candidate.task());
    Double value = candidate.metrics().get(candidate.metric());
    if (value == null || !Double.isFinite(value)) {
      findings.refuse(
          "There is no %s among the figures of the training: %s.",
          metric(), String.join(", ", candidate.metrics().keySet().stream().sorted().toList()));
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value);
  }

  /** Figures of two trainings can be compared when they were measured on the same data. */
  private OptionalDouble told(Version rival) {
    String here = candidate.lineage().path("validation").asText("");
    String there = rival.lineage().path("validation").asText("");
    JsonNode value = rival.metrics().path(candidate.metric());
    if (here.isEmpty() || !here.equals(there) || !value.isNumber()) {
      findings.note(
          "%s cannot be compared: it was not measured on the same validation set.", rival.id());
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(value.asDouble());
  }

  private String metric() {
    return candidate.metric();
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
