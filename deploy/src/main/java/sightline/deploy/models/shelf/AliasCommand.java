package sightline.deploy.models.shelf;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import sightline.deploy.models.AuthorOption;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;

/** A second name of a version. */
@Command(
    name = "alias",
    description = {
      "Gives a version a second name, or moves that name to another version. Slots do not follow it:"
          + " they hold the version that it meant when they were bound.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 the registry refused or could not be asked, 2 bad input.",
      "",
      "Examples:",
      "  sightline models alias people champion 2",
      "  sightline models alias people champion --remove"
    })
final class AliasCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
  private String model;

  @Parameters(index = "1", paramLabel = "ALIAS", description = "The second name.")
  private String alias;

  @Parameters(index = "2", paramLabel = "VERSION", arity = "0..1", description = "Its version.")
  private String version;

  @Option(names = "--remove", description = "Takes the second name away.")
  private boolean remove;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    if (remove == (version != null)) {
      throw new BadInput("expected a VERSION, or --remove, and not both");
    }
    RegistryClient client = registry.client();
    var seen = Precondition.unchangedSince(client.get(RegistryPath.of("models", model)));
    RegistryPath path = RegistryPath.of("models", model, "aliases", alias);
    if (remove) {
      RegistryPath signed = path.with("by", author.by()).with("why", author.why());
      client.change("DELETE", signed, MissingNode.getInstance(), seen);
    } else {
      ObjectNode body = author.json().put("version", version);
      client.change("PUT", path, body, seen);
    }
    String now = remove ? "gone" : "version " + version;
    spec.commandLine().getOut().printf("%s/%s is %s%n", model, alias, now);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
