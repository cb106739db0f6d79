package sightline.deploy.models.shelf;

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
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.VersionName;

/** Two versions side by side. */
@Command(
    name = "compare",
    description = {"Shows in what two versions of a model differ.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 there is no such version or the registry could not be asked, 2"
          + " bad input.",
      "",
      "Example:",
      "  sightline models compare people/champion people/latest"
    })
final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL/VERSION", description = "One of them.")
  private String left;

  @Parameters(index = "1", paramLabel = "MODEL/VERSION", description = "The other, same model.")
  private String right;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    VersionName one = BadInput.unlessRead(() -> VersionName.parse(left));
    VersionName other = BadInput.unlessRead(() -> VersionName.parse(right));
    if (!one.model().equals(other.model())) {
      throw new BadInput(
          "%s and %s are of two models, expected two versions of one".formatted(one, other));
    }
    RegistryPath path =
        RegistryPath.of("models", one.model(), "compare")
            .with("left", one.version())
            .with("right", other.version());
    JsonNode found = registry.client().get(path).body();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(found);
    } else if (found.path("differences").isEmpty()) {
      out.printf("%s and %s do not differ.%n", one, other);
    } else {
      var table = new TextTable("", one.toString(), other.toString());
      found
          .path("differences")
          .forEach(
              difference ->
                  table.row(
                      difference.path("key").asText(),
                      text(difference.path("left")),
                      text(difference.path("right"))));
      table.print(out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String text(JsonNode value) {
    return value.isContainerNode() ? value.toString() : value.asText("");
  }
}
