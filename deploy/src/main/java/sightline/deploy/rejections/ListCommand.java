package sightline.deploy.rejections;

import java.io.PrintWriter;
import java.time.Clock;
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
import sightline.deploy.rejections.RejectionReader.Rejections;

/** The newest rejections as a table. */
@Command(
    name = "list",
    description = {"Lists rejections, the newest first, and counts them by reason.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Times are those of the record in the log. A rejection that a second look has replaced says"
          + " by what.",
      "",
      "Exit codes: 0 all is well, 1 the broker could not be read, 2 bad input."
    })
final class ListCommand implements Callable<Integer> {

  /** More is not held in memory. */
  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;
  @Mixin private FilterOption filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most that are shown, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Prints one canonical JSON event a line.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    if (limit < 1 || limit > MOST) {
      throw new BadInput("--limit is %d, expected 1 to %d".formatted(limit, MOST));
    }
    RejectionFilter wanted = filter.filter(Clock.systemUTC());
    ReadLimits limits = broker.limits();
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      print(RejectionReader.read(records, wanted, limit, limits));
    }
    log.discard();
    return ExitCode.OK;
  }

  private void print(Rejections found) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      found.newest().forEach(rejection -> out.println(rejection.json()));
      if (!found.complete()) {
        spec.commandLine().getErr().println("sightline:" + Words.notRead(found));
      }
    } else {
      Words.list(out, found);
    }
    out.flush();
  }
}
