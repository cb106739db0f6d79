package sightline.deploy.models.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TextTable;
import sightline.deploy.console.TimeText;
import sightline.deploy.models.Pages;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.Understood;
import sightline.deploy.models.VersionName;

/** Everything about a model, or about one of its versions. */
@Command(
    name = "show",
    description = {"Shows the versions of a model, or all there is to know about one.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 there is no such model or the registry could not be asked, 2 bad"
          + " input.",
      "",
      "Examples:",
      "  sightline models show people",
      "  sightline models show people/champion"
    })
final class ShowCommand implements Callable<Integer> {

  private static final int MOST = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL[/VERSION]",
      description = "The version may be a number, an alias, or latest.")
  private String name;

  @Option(names = "--json", description = "Prints the registry's JSON.")
  private boolean json;

  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    VersionName wanted = BadInput.unlessRead(() -> VersionName.parseModelOr(name));
    RegistryClient client = registry.client();
    PrintWriter out = spec.commandLine().getOut();
    JsonNode found =
        wanted.isModel()
            ? Pages.read(client, wanted.path(), "versions", MOST)
            : client.get(wanted.path()).body();
    if (json) {
      out.println(found);
    } else if (wanted.isModel()) {
      model(found, out);
    } else {
      version(found, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void model(JsonNode model, PrintWriter out) {
    String aliases = ListCommand.aliases(model.path("aliases"));
    out.println(PlainText.of("%s  %s".formatted(model.path("name").asText(), aliases)).strip());
    var table = new TextTable("version", "made", "by", "family", "size", "manifest", "why");
    for (JsonNode version : model.path("versions")) {
      boolean open = Understood.isGuess(version) && !version.path("confirmed").asBoolean();
      table.row(
          version.path("version").asText(),
          TimeText.shown(version.path("createdAt").asText()),
          version.path("by").asText(""),
          version.path("family").asText(""),
          PlainText.size(version.path("sizeBytes").asLong()),
          open ? "guessed" : "known",
          version.path("why").asText(""));
    }
    table.print(out);
  }

  private static void version(JsonNode version, PrintWriter out) {
    String name = version.path("model").asText() + "/" + version.path("version").asText();
    out.println(PlainText.of(name));
    say(out, "digest", version.path("digest").asText());
    say(out, "file", version.path("fileName").asText(""));
    say(out, "size", PlainText.size(version.path("sizeBytes").asLong()));
    say(out, "made", TimeText.shown(version.path("createdAt").asText()));
    say(out, "by", version.path("by").asText(""));
    say(out, "why", version.path("why").asText(""));
    Understood.words(version, name).forEach(out::println);
    say(out, "memory", PlainText.size(version.path("residentBytes").asLong()));
    double millis = version.path("inferenceMillis").asDouble();
    say(out, "one picture", String.format(Locale.ROOT, "%.1f ms", millis));
    version
        .path("metrics")
        .properties()
        .forEach(metric -> say(out, metric.getKey(), metric.getValue().asText()));
    version
        .path("lineage")
        .properties()
        .forEach(fact -> say(out, fact.getKey(), fact.getValue().asText()));
  }

  private static void say(PrintWriter out, String what, String value) {
    if (!value.isBlank()) {
      out.println(Understood.line(what, value));
    }
  }
}
