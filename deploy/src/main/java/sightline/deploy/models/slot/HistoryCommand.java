package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.console.TimeText;
import sightline.deploy.models.Pages;
import sightline.deploy.models.PromotionWatch;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** What ran when. */
@Command(
    name = "history",
    description = {
      "Says what ran when in a slot, from which offsets on, who wanted it and why; newest first.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Offsets are PARTITION:OFFSET of topic frames; a frame at that offset or later was looked at"
          + " by the new version.",
      "",
      "Exit codes: 0 all is well, 1 there is no such slot or the registry could not be asked, 2 bad"
          + " input.",
      "",
      "Examples:",
      "  sightline slots history yard-people",
      "  sightline slots history yard-people --at 2026-11-22T02:13:00Z"
    })
final class HistoryCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLOT", description = "The slot.")
  private String slot;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Only what ran then: 2026-11-22T02:13:00Z, or 2h for two hours ago.")
  private String at;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "Most that are shown, 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    if (limit < 1 || limit > MOST) {
      throw new BadInput("--limit is %d, expected 1 to %d".formatted(limit, MOST));
    }
    RegistryPath path = RegistryPath.of("slots", slot, "history").with("at", time());
    JsonNode found = Pages.read(registry.client(), path, "switches", limit);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else if (found.path("switches").isEmpty()) {
      out.printf("Nothing ran in %s%s.%n", slot, at == null ? " yet" : " then");
    } else {
      table(found.path("switches")).print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private String time() {
    return at == null
        ? ""
        : BadInput.unlessRead(() -> TimeText.since("--at", at, Clock.systemUTC())).toString();
  }

  private static TextTable table(JsonNode switches) {
    var table = new TextTable("revision", "from", "what ran", "by", "action", "why", "offsets");
    for (JsonNode one : switches) {
      table.row(
          one.path("revision").asText(),
          TimeText.shown(one.path("at").asText()),
          one.has("rules") ? Cells.rules(one.path("rules")) : Cells.model(one.path("to")),
          one.path("by").asText(""),
          one.path("action").asText(""),
          one.path("why").asText(""),
          PromotionWatch.offsets(one.path("offsets")));
    }
    return table;
  }
}
