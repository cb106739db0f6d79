package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.console.TimeText;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** Every slot. */
@Command(
    name = "list",
    description = {"Lists the slots and what looks at their cameras.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the registry could not be asked, 2 bad input."})
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    JsonNode found = registry.client().get(RegistryPath.of("slots")).body();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else if (found.path("slots").isEmpty()) {
      out.println(
          "No slot yet; make one with 'sightline slots bind SLOT --cameras all --model MODEL/1'.");
    } else {
      var table = new TextTable("slot", "model", "cameras", "canary", "since", "by");
      for (JsonNode slot : found.path("slots")) {
        table.row(
            slot.path("slot").asText(),
            Cells.model(slot.path("model")),
            Cells.cameras(slot.path("cameras")),
            Cells.canary(slot.path("canary")),
            TimeText.shown(slot.path("since").asText("")),
            slot.path("by").asText(""));
      }
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }
}
