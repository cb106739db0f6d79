package sightline.deploy.models.shelf;

import static java.util.stream.Collectors.joining;

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
import sightline.deploy.models.Pages;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** Every model. */
@Command(
    name = "list",
    description = {"Lists the models, their aliases, and the slots that use them.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {"", "Exit codes: 0 all is well, 1 the registry could not be asked, 2 bad input."})
final class ListCommand implements Callable<Integer> {

  private static final int MOST = 10_000;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode found = Pages.read(registry.client(), RegistryPath.of("models"), "models", MOST);
    if (json) {
      out.println(found);
    } else if (found.path("models").isEmpty()) {
      out.println("No model yet; bring one with 'sightline models import FILE --name NAME'.");
    } else {
      table(found.path("models")).print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static TextTable table(JsonNode models) {
    var table = new TextTable("model", "versions", "latest", "aliases", "slots");
    for (JsonNode model : models) {
      table.row(
          model.path("name").asText(),
          model.path("versions").asInt(),
          model.path("latest").asText("-"),
          aliases(model.path("aliases")),
          model.path("slots").valueStream().map(JsonNode::asText).collect(joining(", ")));
    }
    return table;
  }

  /** {@code champion 1, candidate 2}. */
  static String aliases(JsonNode aliases) {
    return aliases.properties().stream()
        .map(alias -> alias.getKey() + " " + alias.getValue().asText())
        .collect(joining(", "));
  }
}
