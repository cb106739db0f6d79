package sightline.deploy.models.slot;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** Who does the work. */
@Command(
    name = "workers",
    description = {"Lists the workers, and which versions they have open.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the registry could not be asked, 2 bad input."})
final class WorkersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    JsonNode found = registry.client().get(RegistryPath.of("workers")).body();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else if (found.path("workers").isEmpty()) {
      out.println("No worker has said anything yet.");
    } else {
      table(found.path("workers")).print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static TextTable table(JsonNode workers) {
    var table = new TextTable("worker", "live", "free memory", "versions", "waiting", "trouble");
    for (JsonNode worker : workers) {
      JsonNode status = worker.path("status");
      long free = status.path("freeBytes").asLong(-1);
      table.row(
          status.path("worker").asText(worker.path("worker").asText("-")),
          worker.path("live").asBoolean() ? "yes" : "no",
          free < 0 ? "unknown" : PlainText.size(free),
          versions(status.path("versions")),
          status.path("held").valueStream().map(JsonNode::asText).collect(joining(", ")),
          status.path("trouble").asText(""));
    }
    return table;
  }

  private static String versions(JsonNode versions) {
    return versions
        .valueStream()
        .map(
            version ->
                "%s: %s %s"
                    .formatted(
                        version.path("slot").asText(),
                        version.path("model").asText(),
                        version.path("step").asText().toLowerCase(Locale.ROOT)))
        .collect(joining("; "));
  }
}
