package sightline.deploy.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.training.JobLaunch;
import sightline.trainer.job.run.JobSettings;
import sightline.trainer.study.Studies;
import sightline.trainer.study.frame.StudyFolder;
import sightline.trainer.study.frame.StudyOrder;

/** Compares nets; each study is a command. */
@Command(
    name = "study",
    description = {"Trains nets side by side and reports how they compare.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    synopsisSubcommandLabel = "STUDY",
    footer = {
      "",
      "Ctrl-C stops at the next step; the same command goes on. Runs that are over stay as they"
          + " are.",
      "",
      "Examples:",
      "  sightline study upsampling --data camvid/",
      "  sightline study beta-vae --seeds 3 --betas 1,2,4",
      "  sightline study normality --data magnetic-tile/ --quick",
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input, 3 stopped."
    })
public final class StudyCommand implements Runnable {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Spec private CommandSpec spec;

  private final JobSettings.Command command;

  public StudyCommand() {
    this(JobLaunch.study());
  }

  /**
   * @param command that starts the process of a study
   */
  StudyCommand(JobSettings.Command command) {
    this.command = command;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which study? See 'sightline study --help'");
  }

  @Command(name = "upsampling", description = "Five upsamplings in one net, on CamVid.")
  int upsampling(@Mixin DataOption data, @Mixin StudyOptions options) throws Exception {
    return run("upsampling", data.folder(), 3, options, Map.of());
  }

  @Command(name = "detectors", description = "YOLO, SSD, SSD with a pyramid, YOLOX side by side.")
  int detectors(@Mixin DataOption data, @Mixin StudyOptions options) throws Exception {
    return run("detectors", data.folder(), 1, options, Map.of());
  }

  @Command(name = "autoencoder", description = "Compression beside JPEG, denoising, inpainting.")
  int autoencoder(
      @Mixin DataOption data,
      @Mixin StudyOptions options,
      @Option(
              names = "--bytes",
              paramLabel = "LIST",
              description = "What a picture may take, such as 768,1536.")
          String bytes)
      throws Exception {
    return run("autoencoder", data.folder(), 1, options, given("bytes", bytes));
  }

  @Command(name = "beta-vae", description = "Whether latent numbers mean one thing each.")
  int betaVae(
      @Mixin StudyOptions options,
      @Option(
              names = "--betas",
              paramLabel = "LIST",
              description = "Weights of the divergence. Default: 1,4.")
          String betas)
      throws Exception {
    return run("beta-vae", "", 5, options, given("betas", betas));
  }

  @Command(name = "normality", description = "What is not normal, learned from what is.")
  int normality(
      @Mixin DataOption data,
      @Mixin StudyOptions options,
      @Option(
              names = "--scene",
              description = "The folder holds frames of a camera in MVTec's layout.")
          boolean scene)
      throws Exception {
    Map<String, String> more = scene ? Map.of("scene", "true") : Map.of();
    return run("normality", data.folder(), 3, options, more);
  }

  private static Map<String, String> given(String name, String value) {
    return value == null ? Map.of() : Map.of(name, value);
  }

  private int run(
      String study, String data, int seeds, StudyOptions options, Map<String, String> more)
      throws Exception {
    int wanted = options.seeds == null ? options.quick ? 1 : seeds : options.seeds;
    StudyFolder folder =
        BadInput.unlessRead(
            () -> {
              var order =
                  new StudyOrder(
                      study,
                      data,
                      wanted,
                      options.quick,
                      overrides(options),
                      new LinkedHashMap<>(more));
              Studies.named(study).runs(order);
              return opened(options, order);
            });
    var out = spec.commandLine().getOut();
    boolean terminal = Boolean.getBoolean("sightline.terminal");
    return new StudyWatch(folder, command, out, terminal).run();
  }

  private static StudyFolder opened(StudyOptions options, StudyOrder order) {
    String usual = order.quick() ? order.study() + "-quick" : order.study();
    Path place = options.out == null ? Path.of("sightline-studies", usual) : options.out;
    try {
      return StudyFolder.open(place, order);
    } catch (IOException e) {
      throw new BadInput("folder %s cannot be written: %s".formatted(place, e.getMessage()), e);
    }
  }

  private static List<String> overrides(StudyOptions options) {
    var overrides = new ArrayList<String>();
    if (options.epochs != null) {
      overrides.add("schedule.epochs=" + options.epochs);
    }
    if (options.size != null) {
      var size = SIZE.matcher(options.size);
      if (!size.matches()) {
        throw new BadInput(
            "--size is %s, expected WIDTHxHEIGHT such as 160x120".formatted(options.size));
      }
      overrides.add("input.width=" + size.group(1));
      overrides.add("input.height=" + size.group(2));
    }
    overrides.addAll(options.settings);
    return overrides;
  }

  /** The dataset of a study that needs one. */
  static final class DataOption {

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "The dataset.")
    private Path data;

    String folder() {
      Path folder = data.toAbsolutePath().normalize();
      if (!Files.isDirectory(folder)) {
        throw new BadInput("dataset %s is no folder".formatted(folder));
      }
      return folder.toString();
    }
  }

  /** What all studies are asked alike. */
  static final class StudyOptions {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Shows this help and ends.")
    private boolean help;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs of each kind.")
    private Integer seeds;

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of those of the recipe.")
    private Integer epochs;

    @Option(
        names = "--size",
        paramLabel = "WxH",
        description = "Size of the net's input, px, instead of that of the recipe.")
    private String size;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        description = "Instead of any key of the recipe; repeat for several.")
    private List<String> settings = List.of();

    @Option(
        names = "--out",
        paramLabel = "FOLDER",
        description = "Folder of the study. Default: sightline-studies/STUDY.")
    private Path out;

    @Option(
        names = "--quick",
        description = "Tiny nets, few pictures, seconds: shows that it works, measures nothing.")
    private boolean quick;
  }
}
