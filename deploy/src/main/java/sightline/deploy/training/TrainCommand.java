package sightline.deploy.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.rejections.BrokerOption;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.job.run.JobSettings;
import sightline.trainer.recipe.Recipe;

/** One training job in the foreground. */
@Command(
    name = "train",
    description = {"Trains what a recipe says, and publishes it if a registry is named.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Ctrl-C stops at the next step and leaves a checkpoint; --resume goes on from it.",
      "",
      "Examples:",
      "  sightline train people.yaml --data coco/ --epochs 5",
      "  sightline train people.yaml --describe",
      "  sightline train normality.yaml --camera yard --record 20m",
      "",
      "Exit codes: 0 trained, 1 failed, 2 bad input, 3 stopped, 4 refused by the publish gate."
    })
public final class TrainCommand implements Callable<Integer> {

  private static final String JOBS = "sightline-jobs";
  private static final int MOST_FOLDERS = 100_000;
  private static final String REGISTRY_VARIABLE = "SIGHTLINE_REGISTRY";

  @Spec private CommandSpec spec;
  @Mixin private RecipeOption recipe;

  @Option(names = "--describe", description = "Prints the net as a table and ends; trains nothing.")
  private boolean describe;

  @Option(names = "--resume", description = "Goes on from the newest checkpoint of that name.")
  private boolean resume;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the job. Default: " + JOBS + "/NAME-N.")
  private Path out;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Publishes there. Default: what "
              + REGISTRY_VARIABLE
              + " says; without it the model stays in the job's folder.")
  private String registry;

  @Option(
      names = "--camera",
      paramLabel = "NAME",
      description = "Learns from pictures of this camera of a running site; needs --record.")
  private String camera;

  @Option(
      names = "--record",
      paramLabel = "TIME",
      description = "How long pictures of the camera are taken before the training, such as 20m.")
  private String record;

  @Mixin private BrokerOption broker;

  private final JobSettings.Command command;
  private final Preparation preparation;

  public TrainCommand() {
    this(JobLaunch.command(), new OwnPreparation());
  }

  TrainCommand(JobSettings.Command command, Preparation preparation) {
    this.command = command;
    this.preparation = preparation;
  }

  @Override
  public Integer call() throws Exception {
    Recipe wanted = recipe.recipe(preparation.rules());
    if (describe) {
      spec.commandLine().getOut().println(preparation.describe(wanted));
      spec.commandLine().getOut().flush();
      return ExitCode.OK;
    }
    requireRecording();
    LogFile log = LogFile.inTemporaryFolder();
    Path place = place(wanted);
    boolean checkpoint = resume && new JobFolder(place).hasCheckpoint();
    String data = data(wanted, place);
    JobFolder job = JobFolder.create(place, wanted, order(data));
    say("recipe %s, task %s, in %s".formatted(wanted.name(), wanted.task(), job.path()));
    int exit = new TrainRun(job, command, out(), isTerminal()).run(checkpoint);
    log.discard();
    return exit;
  }

  private JobOrder order(String data) {
    String variable = System.getenv().getOrDefault(REGISTRY_VARIABLE, "");
    String address = Objects.requireNonNullElse(registry, variable).strip();
    return new JobOrder(0, data, address, RegistrySection.checkCommand(), JobLaunch.evaluator(), 0);
  }

  private void requireRecording() {
    if ((camera == null) != (record == null)) {
      throw new BadInput("--camera and --record belong together, expected both or neither");
    }
  }

  private String data(Recipe wanted, Path place) throws Exception {
    Path made = place.resolve("data");
    boolean there = resume && Files.isDirectory(made);
    if (camera != null) {
      return there ? made.toString() : recorded(made);
    }
    String named = recipe.folder(wanted);
    if (named.isEmpty() && !wanted.data().scene().isBlank()) {
      if (!there) {
        say("makes pictures of " + wanted.data().scene());
        shoot(wanted, made);
      }
      return made.toString();
    }
    RecipeOption.requireData(wanted, named);
    return named;
  }

  private void shoot(Recipe wanted, Path folder) throws Exception {
    try {
      preparation.shoot(wanted, folder);
    } catch (IllegalArgumentException e) {
      throw new BadInput("data.scene: " + e.getMessage(), e);
    }
  }

  private String recorded(Path folder) throws Exception {
    Duration time = BadInput.unlessRead(() -> TimeText.duration("--record", record));
    var recording = new CameraRecording(camera, folder, time);
    recording.record(broker.bootstrapServers(), this::say);
    return folder.toString();
  }

  /** A new folder; with --resume the newest that is there. */
  private Path place(Recipe wanted) throws IOException {
    if (out != null) {
      boolean taken = new JobFolder(out).isWhole();
      if (taken && !resume) {
        throw new BadInput("%s holds a job; go on with --resume or name another".formatted(out));
      }
      return out.toAbsolutePath().normalize();
    }
    int next = 1;
    while (next < MOST_FOLDERS && Files.exists(numbered(wanted, next))) {
      next++;
    }
    if (resume && next == 1) {
      throw new BadInput("there is no job %s to go on with".formatted(numbered(wanted, 1)));
    }
    return numbered(wanted, resume ? next - 1 : next).toAbsolutePath();
  }

  private static Path numbered(Recipe wanted, int number) {
    return Path.of(JOBS, "%s-%d".formatted(wanted.name(), number));
  }

  private static boolean isTerminal() {
    return Boolean.getBoolean("sightline.terminal");
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
