package sightline.trainer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import sightline.trainer.publish.command.CheckProcess;
import sightline.trainer.publish.command.CommandFailed;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.registry.Version;

/**
 * Decides whether a trained model may be published: the workers' check must find in ONNX Runtime
 * what libtorch gave, and the model must be good enough, by itself and beside the incumbent.
 *
 * <p>Threading: one thread; blocks while the programs run.
 */
public final class Gate {

  private final CheckProcess check;
  private final Evaluation evaluation;
  private final Path folder;

  /**
   * @param check may have no command; then nothing is checked, and it is said
   * @param evaluation may have no command; then the trainer's own figures count
   * @param folder of the job; pictures of a refusal are kept below it, in {@code refused}
   */
  public Gate(CheckProcess check, Evaluation evaluation, Path folder) {
    this.check = check;
    this.evaluation = evaluation;
    this.folder = folder;
  }

  /**
   * Looks at everything, also when something is wrong already.
   *
   * @param incumbent that is to be beaten, or nearly; none for the first version
   */
  public Verdict judge(Candidate candidate, Optional<Version> incumbent)
      throws IOException, InterruptedException {
    var findings = new Findings();
    var pictures = new RefusedPictures(folder.resolve("refused"));
    pictures.clear();
    JsonNode report = checked(candidate, findings);
    var accuracy = new Accuracy(evaluation, folder, findings, candidate);
    accuracy.judge(incumbent);
    if (!findings.passed()) {
      ArrayNode kept = findings.numbers().putArray("refused");
      pictures.keepGolden(report, candidate.bundle(), kept);
      pictures.keepWorst(accuracy.report(), candidate, kept);
    }
    return findings.verdict();
  }

  private JsonNode checked(Candidate candidate, Findings findings) throws InterruptedException {
    if (!candidate.isServed()) {
      findings.note(
          "No worker serves a model of task %s, so the file is kept unchecked.", candidate.task());
      return findings.numbers().path("check");
    }
    if (!check.command().isThere()) {
      findings.note("The exported file was not checked: the job has no checker.");
      return findings.numbers().path("check");
    }
    try {
      JsonNode report = check.check(candidate.name(), candidate.bundle());
      findings.numbers().set("check", report);
      if (report.path("ok").asBoolean()) {
        findings.note("The check found in the exported file what was trained: %s.", detail(report));
      } else {
        findings.refuse("The check refuses the exported file: %s", report.path("problem").asText());
      }
      return report;
    } catch (CommandFailed e) {
      findings.refuse("The exported file could not be checked: %s.", e.getMessage());
      return findings.numbers().path("check");
    }
  }

  private static String detail(JsonNode report) {
    for (JsonNode step : report.path("steps")) {
      if (step.path("name").asText().equals("golden")) {
        return step.path("detail").asText();
      }
    }
    return "there are no golden frames";
  }
}
