package sightline.deploy.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ModelOption;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.plan.PlannedFault;
import sightline.deploy.soak.report.ReportJson;
import sightline.deploy.soak.report.ReportPage;
import sightline.deploy.soak.report.SoakReport;
import sightline.deploy.soak.report.Verdict;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.run.SoakScreen;
import sightline.deploy.soak.swap.SwapJson;
import sightline.deploy.soak.swap.SwapOptions;
import sightline.deploy.soak.swap.SwapPage;
import sightline.deploy.soak.swap.SwapReport;
import sightline.deploy.soak.swap.SwapRun;
import sightline.deploy.soak.swap.SwapWords;
import sightline.inference.StopSignals;

/** Runs the platform under faults and accepts it, or not. */
@Command(
    name = "soak",
    description = {
      "Runs the whole platform with generated cameras, hurts it by a plan, and counts every frame:"
          + " accepts this machine and this model, or says what went wrong.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Faults:",
      "  broker    the broker is stopped in order, or killed, and started again",
      "  worker    one of two worker processes is killed and started again",
      "  hang      a camera keeps its connection open and sends nothing",
      "  garbage   a camera sends bytes that are no JPEG",
      "  half      a camera sends half of each JPEG; at every fifth it hangs up",
      "  clock     a camera's own clock jumps by an hour, there and back; ingest",
      "            stamps the arrival itself, so nothing may change; the clock of",
      "            this machine is left alone",
      "  viewer    six viewers open the wall and never acknowledge a picture",
      "  disk      the broker's folder is full, then has room again, and the",
      "            broker is started anew; needs the right to mount a small file",
      "            system, else it is reported as not run",
      "  poison    one frame in a hundred has a broken JPEG body, all the time",
      "  registry  the model registry is killed and started again",
      "  swap      alone: --swaps promotions between two versions of the model, with",
      "            8 cameras and 30 frames/s in all; every fifth goes wrong in one of",
      "            four ways. --minutes, --cameras and --fps do not matter then",
      "",
      "Exit codes: 0 every ledger balances, no frame is missing or doubled, order was kept, and the"
          + " platform came back from every fault; 1 not so; 2 bad input; 3 it could not be run.",
      "",
      "Examples:",
      "  sightline soak --model yolox_nano.onnx --seed 1 --report soak.html",
      "  sightline soak --model yolox_nano.onnx --faults swap --swaps 500 --report swaps.html"
    })
public final class SoakCommand implements Callable<Integer> {

  private static final int COULD_NOT_RUN = 3;
  private static final double MOST_MINUTES = 7 * 24 * 60;
  private static final int MOST_CAMERAS = 64;
  private static final int MOST_SWAPS = 10_000;
  private static final String SWAP = "swap";

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long it runs, 0.2 or more; fractions are fine. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the plan and the scenes: the same seed gives the same. Default: 1.")
  private long seed;

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many cameras, 1 to " + MOST_CAMERAS + ". Default: ${DEFAULT-VALUE}.")
  private int cameras;

  @Option(
      names = "--fps",
      paramLabel = "N",
      defaultValue = "5",
      description = "Frames per second of each camera, 0.5 to 60. Default: ${DEFAULT-VALUE}.")
  private double framesPerSecond;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      defaultValue = "all",
      description = "Which faults, with commas; all, or none. See below. Default: all.")
  private String faults;

  @Option(
      names = "--swaps",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How many swaps, 1 to " + MOST_SWAPS + ", with --faults swap. Default: ${DEFAULT-VALUE}.")
  private int swaps;

  @Mixin private ModelOption model;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes the report as JSON; - prints it, and everything else to standard error.")
  private String json;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as HTML.")
  private Path page;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description =
          "Keeps the broker's data and the logs of all processes in a new folder in this one."
              + " Default: a temporary one that goes at the end.")
  private Path data;

  @Override
  public Integer call() throws Exception {
    check();
    boolean swapping = faults.strip().equalsIgnoreCase(SWAP);
    Set<FaultKind> kinds = swapping ? Set.of() : kinds(faults);
    Path file = model.file();
    double minScore = model.minScore();
    PrintStream out = "-".equals(json) ? System.err : System.out;
    var stop = new CountDownLatch(1);
    LogFile log = LogFile.inTemporaryFolder();
    Path folder = folder();
    try (StopSignals signals = StopSignals.install(stop::countDown)) {
      var run = new Runs(out, stop);
      boolean passed =
          swapping
              ? swap(new SwapOptions(swaps, seed, file, minScore, folder), run)
              : soak(
                  new SoakOptions(
                      length(), seed, cameras, framesPerSecond, kinds, file, minScore, folder),
                  run);
      log.discard();
      return signals.exitCodeOr(passed ? ExitCode.OK : ExitCode.SOFTWARE);
    } catch (SoakFailed e) {
      LoggerFactory.getLogger(SoakCommand.class).error("the soak could not run", e);
      System.err.println("sightline: the soak could not run: " + e.getMessage() + LogFile.hint());
      return COULD_NOT_RUN;
    } finally {
      RunFolder.close(folder, data == null);
    }
  }

  /** What both kinds of run are given. */
  private record Runs(PrintStream out, CountDownLatch stop) {

    SoakScreen screen() {
      return new SoakScreen(out, Boolean.getBoolean("sightline.terminal"));
    }
  }

  private boolean soak(SoakOptions options, Runs run)
      throws SoakFailed, IOException, InterruptedException {
    printPlan(options, run.out());
    SoakReport report = new SoakRun(options, run.screen(), run.stop()).run();
    write(ReportJson.of(report), ReportPage.of(report));
    Verdict.print(report, run.out());
    return report.passed();
  }

  private boolean swap(SwapOptions options, Runs run)
      throws SoakFailed, IOException, InterruptedException {
    SwapReport report = new SwapRun(options, run.screen(), run.stop()).run();
    write(SwapJson.of(report), SwapPage.of(report));
    SwapWords.print(report, run.out());
    return report.passed();
  }

  private Duration length() {
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }

  private void check() {
    require(minutes >= .2 && minutes <= MOST_MINUTES, "--minutes", minutes, "0.2 to 10080");
    require(cameras >= 1 && cameras <= MOST_CAMERAS, "--cameras", cameras, "1 to " + MOST_CAMERAS);
    require(framesPerSecond >= .5 && framesPerSecond <= 60, "--fps", framesPerSecond, "0.5 to 60");
    require(swaps >= 1 && swaps <= MOST_SWAPS, "--swaps", swaps, "1 to " + MOST_SWAPS);
    if (json != null && !json.equals("-")) {
      try {
        requireFolder("--json", Path.of(json));
      } catch (InvalidPathException e) {
        throw new BadInput("--json is no path: " + e.getReason(), e);
      }
    }
    if (page != null) {
      requireFolder("--report", page);
    }
  }

  private static void require(boolean holds, String option, Object value, String expected) {
    if (!holds) {
      throw new BadInput("%s is %s, expected %s".formatted(option, value, expected));
    }
  }

  private static void requireFolder(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new BadInput(
          "%s is %s, expected a file in a folder that exists".formatted(option, file));
    }
  }

  /** The kinds that {@code list} names. */
  static Set<FaultKind> kinds(String list) {
    String words = list.strip().toLowerCase(Locale.ROOT);
    if (words.equals("all")) {
      return EnumSet.allOf(FaultKind.class);
    }
    var kinds = EnumSet.noneOf(FaultKind.class);
    if (!words.equals("none")) {
      List<String> named = Arrays.stream(words.split(",")).map(String::strip).toList();
      for (String word : named) {
        kinds.add(kind(word));
      }
    }
    return kinds;
  }

  private static FaultKind kind(String word) {
    if (word.equals(SWAP)) {
      throw new BadInput("--faults names swap and others, expected it alone: it is its own run");
    }
    return Arrays.stream(FaultKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInput(
                    "--faults names '%s', expected all, none or some of %s"
                        .formatted(
                            word,
                            Arrays.stream(FaultKind.values())
                                .map(FaultKind::word)
                                .collect(Collectors.joining(", ")))));
  }

  private Path folder() {
    try {
      return RunFolder.open(data, seed);
    } catch (IOException e) {
      throw new BadInput("--data is %s, where no folder can be made: %s".formatted(data, e), e);
    }
  }

  private static void printPlan(SoakOptions options, PrintStream out) {
    out.println("Plan:");
    for (PlannedFault fault : options.plan().faults()) {
      out.printf(
          Locale.ROOT,
          "  %7.1f s for %6.1f s  %-9s %s %s%n",
          fault.at().toMillis() / 1e3,
          fault.lasting().toMillis() / 1e3,
          fault.kind().word(),
          fault.target(),
          fault.how());
    }
    out.println();
  }

  private void write(ObjectNode report, String html) throws IOException {
    if ("-".equals(json)) {
      System.out.println(report);
    } else if (json != null) {
      Files.writeString(Path.of(json), report + "\n");
    }
    if (page != null) {
      Files.writeString(page, html);
    }
  }
}
