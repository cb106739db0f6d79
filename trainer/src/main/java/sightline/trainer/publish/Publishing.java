package sightline.trainer.publish;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import sightline.trainer.export.manifest.TrainedManifest;
import sightline.trainer.publish.command.CheckProcess;
import sightline.trainer.publish.command.Command;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.registry.Patience;
import sightline.trainer.publish.registry.Publication;
import sightline.trainer.publish.registry.Publisher;
import sightline.trainer.publish.registry.RegistryAway;
import sightline.trainer.publish.registry.RegistryRefused;
import sightline.trainer.publish.registry.Version;

/**
 * The end of a job: the gate judges, and what passes becomes a version, or stays in the job's
 * folder when there is no registry. {@code report.json} of the folder tells all of it. Done again
 * with the same bundle it ends with the same version.
 *
 * <p>Threading: one thread; blocks.
 */
public final class Publishing {

  private static final Duration CHECKED = Duration.ofMinutes(3);
  private static final Duration EVALUATED = Duration.ofHours(1);

  private final Tools tools;
  private final Path folder;
  private final Consumer<String> told;

  /**
   * What a job's order says.
   *
   * @param checker command of the check; empty for none
   * @param evaluator command of the evaluation; empty for none
   * @param registry {@code http://HOST:PORT}; empty: nothing is published
   * @param by who publishes
   */
  public record Tools(
      List<String> checker,
      List<String> evaluator,
      String registry,
      String by,
      Patience patience) {}

  /**
   * @param folder of the job
   * @param told hears of outages, one sentence each
   */
  public Publishing(Tools tools, Path folder, Consumer<String> told) {
    this.tools = tools;
    this.folder = folder;
    this.told = told;
  }

  /**
   * Judges {@code candidate} and does what follows; what no worker serves is never published.
   *
   * @throws RegistryAway when the registry does not answer for too long; nothing is half published
   */
  public Outcome run(Candidate candidate)
      throws IOException, InterruptedException, RegistryAway, RegistryRefused {
    Optional<Publisher> publisher = publisher();
    Verdict verdict = gate().judge(candidate, incumbent(publisher, candidate));
    write(verdict, candidate, "judged");
    Outcome outcome = done(publisher, candidate, verdict);
    write(
        new Verdict(verdict.passed(), outcome.sentences(), verdict.numbers()),
        candidate,
        outcome.state().name());
    return outcome;
  }

  private Gate gate() {
    return new Gate(
        new CheckProcess(new Command(tools.checker(), CHECKED)),
        new Evaluation(new Command(tools.evaluator(), EVALUATED), tools.registry()),
        folder);
  }

  private Optional<Publisher> publisher() {
    return tools.registry().isEmpty()
        ? Optional.empty()
        : Optional.of(new Publisher(URI.create(tools.registry()), tools.patience(), told));
  }

  private static Optional<Version> incumbent(Optional<Publisher> publisher, Candidate candidate)
      throws IOException, InterruptedException, RegistryAway, RegistryRefused {
    return publisher.isEmpty()
        ? Optional.empty()
        : publisher.orElseThrow().incumbent(candidate.name(), candidate.recipe().publish().alias());
  }

  private Outcome done(Optional<Publisher> publisher, Candidate candidate, Verdict verdict)
      throws IOException, InterruptedException, RegistryAway {
    var sentences = new ArrayList<>(verdict.sentences());
    if (!verdict.passed()) {
      return new Outcome(Outcome.State.REFUSED, sentences, Optional.empty());
    }
    if (!candidate.isServed()) {
      return new Outcome(Outcome.State.KEPT, sentences, Optional.empty());
    }
    if (publisher.isEmpty()) {
      sentences.add("There is no registry: the model is kept in the job's folder.");
      return new Outcome(Outcome.State.KEPT, sentences, Optional.empty());
    }
    try {
      Version version = publisher.orElseThrow().publish(publication(candidate, verdict));
      sentences.add("It is %s.".formatted(version.id()));
      return new Outcome(Outcome.State.PUBLISHED, sentences, Optional.of(version));
    } catch (RegistryRefused e) {
      sentences.add("The registry refuses it: " + e.getMessage());
      return new Outcome(Outcome.State.REFUSED, sentences, Optional.empty());
    }
  }

  private Publication publication(Candidate candidate, Verdict verdict) {
    ObjectNode metrics = TrainedManifest.metrics(candidate.metrics());
    ObjectNode accuracy = (ObjectNode) verdict.numbers().path("accuracy");
    if (accuracy.path("measuredBy").asText().equals("evaluator")) {
      metrics.set("eval." + Evaluation.nameOf(candidate.metric()), accuracy.path("candidate"));
    }
    return new Publication(
        candidate.name(),
        candidate.bundle(),
        tools.by(),
        "trained: " + candidate.metric() + " " + accuracy.path("candidate").asText(),
        metrics,
        candidate.lineage(),
        candidate.recipe().publish().alias());
  }

  private void write(Verdict verdict, Candidate candidate, String state) throws IOException {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("model", candidate.name()).put("state", state).put("passed", verdict.passed());
    verdict.sentences().forEach(report.putArray("gate")::add);
    report.set("metrics", TrainedManifest.metrics(candidate.metrics()));
    report.set("lineage", candidate.lineage());
    report.setAll(verdict.numbers());
    Path part = folder.resolve("report.json.part");
    Files.writeString(
        part, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    Files.move(
        part,
        folder.resolve("report.json"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }
}
