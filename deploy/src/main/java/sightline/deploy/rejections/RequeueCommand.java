package sightline.deploy.rejections;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.rejections.RejectionReader.Rejections;

/** A second look at frames that were rejected. */
@Command(
    name = "requeue",
    description = {
      "Sends rejected frames through the workers once more and says what became of each. The new"
          + " outcome replaces the old one; the ledger counts it beside its balance.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 every frame has a result now (or, with --dry-run, could have one), 1 at least"
          + " one has not, or the broker failed, 2 bad input."
    })
final class RequeueCommand implements Callable<Integer> {

  /** Most frames of one call. */
  private static final int MOST = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..*",
      description = "CAMERA/EPOCH/SEQUENCE/SLOT, as 'sightline rejections list' prints it.")
  private List<String> ids = List.of();

  @Option(
      names = "--all",
      description =
          "All rejections that still stand, narrowed by the options below; at most "
              + MOST
              + " in one call, the newest.")
  private boolean all;

  @Mixin private FilterOption filter;

  @Option(
      names = "--model",
      paramLabel = "NAME/VERSION",
      description = "The version that is to look. Default: the current one of the slot.")
  private String model = "";

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "Longest wait for the results. Default: ${DEFAULT-VALUE}.")
  private String wait;

  @Option(names = "--dry-run", description = "Says what would be sent, and sends nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Prints one JSON object a line: id, outcome, detail.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    checkChoice();
    List<RejectionId> wanted =
        ids.stream()
            .map(id -> BadInput.unlessRead(() -> RejectionId.parse(id)))
            .distinct()
            .toList();
    Duration patience = BadInput.unlessRead(() -> TimeText.duration("--wait", wait));
    ReadLimits limits = broker.limits();
    RejectionFilter narrowed = filter.filter(Clock.systemUTC());
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    var outcomes = new ArrayList<SecondOutcome>();
    List<Rejection> chosen;
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      chosen = all ? standing(records, narrowed, limits) : named(records, wanted, limits, outcomes);
    }
    outcomes.addAll(
        dryRun
            ? SecondLook.rehearse(bootstrapServers, chosen)
            : new SecondLook(bootstrapServers, model).take(chosen, patience));
    print(outcomes);
    log.discard();
    return outcomes.stream().allMatch(SecondOutcome::isGood) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void checkChoice() {
    if (all != ids.isEmpty()) {
      throw new BadInput(
          all ? "--all and an id are given, expected one of them" : "expected an ID, or --all");
    }
    if (!all && filter.isUsed()) {
      throw new BadInput("--camera, --reason, --slot and --since narrow --all, not an id");
    }
    if (ids.size() > MOST) {
      throw new BadInput("%d ids are given, expected at most %d".formatted(ids.size(), MOST));
    }
    if (!model.isEmpty() && !model.matches("[^/\\s]+/[^/\\s]+")) {
      throw new BadInput("--model is '%s', expected NAME/VERSION".formatted(model));
    }
  }

  /** Oldest first, as the frames came. */
  private List<Rejection> standing(RecordLog log, RejectionFilter narrowed, ReadLimits limits)
      throws BrokerFailed {
    Rejections found = RejectionReader.read(log, narrowed, MOST, limits);
    if (found.total() > found.newest().size() || !found.complete()) {
      complain(
          "%d rejections match, the newest %d are looked at.%s"
              .formatted(found.total(), found.newest().size(), Words.notRead(found)));
    }
    var standing =
        new ArrayList<>(found.newest().stream().filter(one -> !one.isReplaced()).toList());
    Collections.reverse(standing);
    return standing;
  }

  private static List<Rejection> named(
      RecordLog log, List<RejectionId> wanted, ReadLimits limits, List<SecondOutcome> outcomes)
      throws BrokerFailed {
    var named = new ArrayList<Rejection>();
    for (RejectionId id : wanted) {
      Optional<Rejection> found = Wanted.newest(log, id, limits);
      found.ifPresentOrElse(named::add, () -> outcomes.add(SecondOutcome.unknown(id)));
    }
    return named;
  }

  private void print(List<SecondOutcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    for (SecondOutcome outcome : outcomes) {
      if (json) {
        out.println(outcome.json());
      } else {
        out.printf(
            Locale.ROOT,
            "%s  %-10s  %s%n",
            outcome.id(),
            outcome.fate().word(),
            Words.plain(outcome.detail()));
      }
    }
    long good = outcomes.stream().filter(SecondOutcome::isGood).count();
    if (!json) {
      out.printf(
          Locale.ROOT,
          dryRun ? "%d of %d frames could be looked at.%n" : "%d of %d frames have a result now.%n",
          good,
          outcomes.size());
    }
    out.flush();
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println("sightline: " + sentence);
  }
}
