package sightline.deploy.training;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.rejections.BrokerOption;
import sightline.deploy.rejections.RecordLog;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/** Everything about one job. */
@Command(
    name = "show",
    description = {"Shows how far one training job is.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 there is no such job or the broker could not be read, 2 bad"
          + " input."
    })
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "N", description = "Number of the job.")
  private long number;

  @Option(names = "--log", description = "Prints the newest lines of its log too.")
  private boolean withLog;

  @Option(names = "--recipe", description = "Prints its whole recipe too.")
  private boolean withRecipe;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      Optional<KnownJob> job = JobBook.read(records, broker.limits()).job(number);
      if (job.isEmpty()) {
        spec.commandLine().getErr().printf("sightline: there is no job %d%n", number);
        return ExitCode.SOFTWARE;
      }
      print(job.get());
    }
    log.discard();
    return ExitCode.OK;
  }

  private void print(KnownJob job) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(job.json());
    } else {
      describe(job);
    }
    if (withRecipe) {
      out.println();
      job.recipe().lines().forEach(line -> out.println(PlainText.of(line)));
    }
    if (withLog) {
      out.println();
      job.lines().forEach(line -> out.println(PlainText.of(line)));
    }
    out.flush();
  }

  private void describe(KnownJob job) {
    Progress progress = job.progress();
    say("job", job.number());
    say("recipe", progress.recipe());
    say("task", progress.task());
    say("state", progress.state().name().toLowerCase(Locale.ROOT));
    say("detail", progress.detail());
    say("ordered", TimeText.shown(job.orderedAt().toString()) + " by " + job.by());
    say("heard", TimeText.shown(progress.at().toString()));
    if (progress.state() == JobState.TRAINING) {
      say("progress", TrainingLine.text(progress));
    }
    say("loss", TrainingLine.numbers(progress.loss()));
    say("measured", TrainingLine.numbers(job.metrics()));
    if (progress.best().epoch() > 0) {
      String best = TrainingLine.numbers(progress.best().metrics());
      say("best", "%s in epoch %d".formatted(best, progress.best().epoch()));
    }
    progress.gate().forEach(sentence -> say("gate", sentence));
    if (!progress.model().name().isEmpty()) {
      say("model", progress.model().name() + "/" + progress.model().version());
    }
  }

  private void say(String what, Object value) {
    String text = PlainText.of("" + value);
    if (!text.isBlank()) {
      spec.commandLine().getOut().printf(Locale.ROOT, "%-10s %s%n", what, text);
    }
  }
}
