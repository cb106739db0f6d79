package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;

/** Nothing looks for it any more. */
@Command(
    name = "unbind",
    description = {"Ends a slot: nothing looks at its cameras for it. Its history stays.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 it is so now, 1 it was refused, and nothing changed, 2 bad input."
    })
final class UnbindCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SLOT", description = "The slot.")
  private String slot;

  @Mixin private SlotChange change;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    RegistryPath path =
        RegistryPath.of("slots", slot)
            .with("by", change.author().by())
            .with("why", change.author().why());
    return change.change(spec, slot, "DELETE", path, MissingNode.getInstance());
  }
}
