package sightline.deploy;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.eval.EvalCommand;
import sightline.deploy.inspect.InspectCommand;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.camera.CamerasCommand;
import sightline.deploy.models.shelf.ModelsCommand;
import sightline.deploy.models.slot.SlotsCommand;
import sightline.deploy.propose.ProposeCommand;
import sightline.deploy.rejections.RejectionsCommand;
import sightline.deploy.scene.SceneCommand;
import sightline.deploy.soak.SoakCommand;
import sightline.deploy.study.StudyCommand;
import sightline.deploy.training.JobsCommand;
import sightline.deploy.training.TrainCommand;
import sightline.inference.engine.EngineRefused;
import sightline.ingest.IngestRefused;

/** The command line. Its help is the manual of the commands. */
@Command(
    name = "sightline",
    description = {
      "Watches cameras and video files: finds objects in every frame and shows them live.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      AnalyzeCommand.class,
      EvalCommand.class,
      InspectCommand.class,
      ProposeCommand.class,
      SceneCommand.class,
      TrainCommand.class,
      JobsCommand.class,
      StudyCommand.class,
      TopicsCommand.class,
      ModelsCommand.class,
      SlotsCommand.class,
      CamerasCommand.class,
      RejectionsCommand.class,
      SoakCommand.class,
      WarmUpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:",
      "  sightline demo --model yolox_nano.onnx",
      "  sightline demo --model yolox_nano.onnx --source street.mp4",
      "",
      "'sightline COMMAND --help' says more about a command."
    })
public final class Sightline implements Runnable {

  static final int OK = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Sightline() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs one command to its end; the result is the exit code. */
  static int run(String... arguments) {
    var command =
        new CommandLine(new Sightline())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler(Sightline::explainParameter)
            .setExecutionExceptionHandler((e, failed, parsed) -> explain(e));
    try {
      return command.execute(arguments);
    } catch (Error e) { // whoever started something has stopped it
      return explain(e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  private static int explainParameter(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("sightline: " + e.getMessage());
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return BAD_INPUT;
  }

  /** Every failure leaves as one sentence; the log has the rest. The result is the exit code. */
  static int explain(Throwable e) {
    boolean badInput = isBadInput(e);
    boolean logged = !badInput && !(e instanceof RegistryFailed);
    if (logged) {
      LoggerFactory.getLogger(Sightline.class).error("the command failed", e);
    }
    String hint = logged ? LogFile.hint() : "";
    System.err.println("sightline: " + sentenceOf(e) + hint);
    return badInput ? BAD_INPUT : FAILED;
  }

  private static boolean isBadInput(Throwable e) {
    return e instanceof BadInput
        || e instanceof EngineRefused
        || (e instanceof RegistryFailed failed && failed.isBadInput());
  }

  /** Our own exceptions speak in sentences; of others the first line, with their kind. */
  private static String sentenceOf(Throwable e) {
    boolean sentence =
        e instanceof BadInput
            || e instanceof EngineRefused
            || e instanceof BrokerFailed
            || e instanceof RegistryFailed
            || e instanceof IngestRefused
            || (e instanceof UncheckedIOException && e.getMessage() != null);
    String text = sentence ? e.getMessage() : e.toString();
    if (e instanceof OutOfMemoryError) {
      text =
          "out of memory (%s); SIGHTLINE_JAVA_OPTIONS=-Xmx2g gives more".formatted(e.getMessage());
    }
    return text.lines().findFirst().orElse(text);
  }
}
