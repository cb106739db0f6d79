package sightline.deploy.models.shelf;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.AuthorOption;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.VersionName;

/** Somebody says that a guess is right. */
@Command(
    name = "confirm",
    description = {"Says that what was guessed about a version is right.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 the registry refused or could not be asked, 2 bad input.",
      "",
      "Example:",
      "  sightline models confirm people/2 --why 'boxes and labels fit on the wall'"
    })
final class ConfirmCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL/VERSION", description = "The version.")
  private String name;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    VersionName version = BadInput.unlessRead(() -> VersionName.parse(name));
    RegistryPath path =
        RegistryPath.of("models", version.model(), "versions", version.version(), "confirm");
    registry.client().change("POST", path, author.json(), Precondition.NONE);
    spec.commandLine().getOut().printf("%s is confirmed by %s%n", version, author.by());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
