package sightline.deploy.models.slot;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;

/** A slot goes back to what it was before. */
@Command(
    name = "rollback",
    description = {
      "Takes a slot back to what it was before its last switch. It is a switch like any other.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 switched, 1 refused, and nothing changed, 2 bad input.",
      "",
      "Example:",
      "  sightline slots rollback yard-people --why 'misses cyclists'"
    })
final class RollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLOT", description = "The slot.")
  private String slot;

  @Mixin private SlotChange change;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    RegistryPath path = RegistryPath.of("slots", slot, "rollback");
    return change.change(spec, slot, "POST", path, change.author().json());
  }
}
