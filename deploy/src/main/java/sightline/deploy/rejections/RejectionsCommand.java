package sightline.deploy.rejections;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;

/** Frames that no model could look at. */
@Command(
    name = "rejections",
    description = {
      "Shows frames that could not be handled, and why, and sends them through the workers once"
          + " more. Asks the broker of a running site.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {ListCommand.class, ShowCommand.class, RequeueCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sightline rejections list --since 1h --reason UNREADABLE",
      "  sightline rejections show gate/1763821000000/42/default --picture broken.jpg",
      "  sightline rejections requeue --all --since 1h"
    })
public final class RejectionsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
