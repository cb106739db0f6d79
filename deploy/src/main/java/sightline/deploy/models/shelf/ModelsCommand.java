package sightline.deploy.models.shelf;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sightline.deploy.console.ProgramVersion;

/** Models and their versions. */
@Command(
    name = "models",
    description = {
      "Brings models into the registry of a running site, and shows what is there. Every import is"
          + " checked before it becomes a version; versions never change.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {
      ImportCommand.class,
      ListCommand.class,
      ShowCommand.class,
      CompareCommand.class,
      AliasCommand.class,
      ConfirmCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  sightline models import yolox_nano.onnx --name people",
      "  sightline models show people/1",
      "  sightline models compare people/1 people/2",
      "  sightline models alias people champion 2",
      "",
      "What looks at which cameras is the affair of 'sightline slots'."
    })
public final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
