package sightline.deploy.models.camera;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;

/** What is changed of cameras while they run. */
@Command(
    name = "cameras",
    description = {
      "Changes settings of cameras while they run, and takes that back. What is not changed is as"
          + " the site file says.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {ListCommand.class, ShowCommand.class, SetCommand.class, ResetCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sightline cameras set yard framesPerSecond=5 priority=1 --why 'a delivery is due'",
      "  sightline cameras show yard",
      "  sightline cameras reset yard"
    })
public final class CamerasCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
