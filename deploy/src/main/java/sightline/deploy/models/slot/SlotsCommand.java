package sightline.deploy.models.slot;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;

/** What looks at which cameras. */
@Command(
    name = "slots",
    description = {
      "Says which model looks at which cameras, changes that while they run, and remembers what ran"
          + " when. A change happens at one exact frame of each camera.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {
      ListCommand.class,
      ShowCommand.class,
      BindCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      UnbindCommand.class,
      HistoryCommand.class,
      WorkersCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sightline slots bind yard-people --cameras yard,gate --model people/1",
      "  sightline slots promote yard-people people/2 --canary gate",
      "  sightline slots promote yard-people people/2 --why 'fewer false alarms at night'",
      "  sightline slots rollback yard-people",
      "  sightline slots history yard-people --at 2026-11-22T02:13:00Z"
    })
public final class SlotsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
