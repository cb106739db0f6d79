package sightline.deploy.training;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.console.TimeText;
import sightline.deploy.rejections.BrokerOption;
import sightline.deploy.rejections.RecordLog;
import sightline.trainer.job.Progress;

/** The newest jobs as a table. */
@Command(
    name = "list",
    description = {"Lists training jobs, the newest first.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the broker could not be read, 2 bad input."})
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Most that are shown. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || limit > JobBook.MOST_JOBS) {
      throw new BadInput("--limit is %d, expected 1 to %d".formatted(limit, JobBook.MOST_JOBS));
    }
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      List<KnownJob> newest = JobBook.read(records, broker.limits()).newest();
      print(newest.subList(0, Math.min(limit, newest.size())), newest.size());
    }
    log.discard();
    return ExitCode.OK;
  }

  private void print(List<KnownJob> shown, int all) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      shown.forEach(job -> out.println(job.json()));
    } else {
      var table = new TextTable("job", "recipe", "task", "state", "epoch", "best", "ordered", "by");
      shown.forEach(job -> row(table, job));
      table.print(out);
      out.printf("%d jobs; %d shown.%n", all, shown.size());
    }
    out.flush();
  }

  private static void row(TextTable table, KnownJob job) {
    Progress progress = job.progress();
    table.row(
        job.number(),
        orDash(progress.recipe()),
        orDash(progress.task()),
        progress.state().name().toLowerCase(Locale.ROOT),
        progress.place().epoch() == 0
            ? "-"
            : progress.place().epoch() + "/" + progress.place().epochs(),
        orDash(TrainingLine.numbers(best(job))),
        TimeText.shown(job.orderedAt().toString()),
        orDash(job.by()));
  }

  private static Map<String, Double> best(KnownJob job) {
    boolean known = job.progress().best().epoch() > 0;
    return known ? job.progress().best().metrics() : job.metrics();
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
