package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.models.PromotionWatch;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.Understood;

/** Everything about a slot. */
@Command(
    name = "show",
    description = {"Shows all there is to know about one slot.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 there is no such slot or the registry could not be asked, 2 bad"
          + " input."
    })
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLOT", description = "The slot.")
  private String slot;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    JsonNode found = registry.client().get(RegistryPath.of("slots", slot)).body();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else {
      describe(found, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void describe(JsonNode slot, PrintWriter out) {
    out.println(PlainText.of(slot.path("slot").asText()));
    say(out, "model", Cells.model(slot.path("model")));
    say(out, "cameras", Cells.cameras(slot.path("cameras")));
    say(out, "canary", Cells.canary(slot.path("canary")));
    double minScore = slot.path("minScore").asDouble(-1);
    say(out, "min score", minScore < 0 ? "as the manifest says" : Double.toString(minScore));
    say(out, "reduction", slot.path("reduction").asText(""));
    say(out, "since", TimeText.shown(slot.path("since").asText("")));
    say(out, "by", slot.path("by").asText(""));
    say(out, "why", slot.path("why").asText(""));
    say(out, "before", slot.path("previous").asText(""));
    say(out, "revision", slot.path("revision").asText(""));
    say(out, "offsets", PromotionWatch.offsets(slot.path("offsets")));
    say(out, "under way", slot.path("promotion").asText(""));
  }

  private static void say(PrintWriter out, String what, String value) {
    if (!value.isBlank() && !value.equals("null")) {
      out.println(Understood.line(what, value));
    }
  }
}
