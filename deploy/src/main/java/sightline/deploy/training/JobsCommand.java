package sightline.deploy.training;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;

/** Training jobs of a running site. */
@Command(
    name = "jobs",
    description = {"Shows, orders and stops training jobs. Asks the broker of a running site.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {ListCommand.class, ShowCommand.class, StopCommand.class, SubmitCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sightline jobs submit people.yaml --data coco/",
      "  sightline jobs list",
      "  sightline jobs show 7 --log",
      "  sightline jobs stop 7"
    })
public final class JobsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
