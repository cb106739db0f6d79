package sightline.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sightline.deploy.analysis.ResultFile;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ModelOption;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TrackOption;
import sightline.inference.track.TrackerKind;
import sightline.ingest.source.Location;
import sightline.ingest.source.SourceInfo;

/** One finite source, every frame of it, as fast as it goes, into a file. */
@Command(
    name = "analyze",
    description = {
      "Runs every frame of a file through the same path as live cameras, as fast as it goes, and"
          + " writes one JSON event per line, in frame order.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Ends with a balance: what became of every frame that was captured.",
      "",
      "Exit codes: 0 all is well, 1 the balance does not add up or something failed, 2 bad input.",
      "",
      "Example:",
      "  sightline analyze --source street.mp4 --model yolox_nano.onnx --out results.jsonl"
    })
final class AnalyzeCommand implements Callable<Integer> {

  @Option(
      names = "--source",
      paramLabel = "LOCATION",
      required = true,
      description = "A video file, a folder of images, or scene:junction?frames=N.")
  private String source;

  @Mixin private ModelOption model;

  @Mixin private TrackOption track;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description =
          "Where the results go. Until all are there the file is called FILE.partial; an older FILE"
              + " stays until then. A link is followed; a device or a pipe is written as it goes.")
  private Path out;

  @Option(
      names = "--camera",
      paramLabel = "NAME",
      description =
          "Name of the camera in the results. Default: that of the file, or camera when it holds no"
              + " Latin letter or digit.")
  private String camera;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "60",
      hidden = true,
      description = "Longest time in which nothing happens before the work is given up.")
  private int patience;

  @Override
  public Integer call() throws Exception {
    TrackerKind tracker = track.orElse(TrackerKind.NONE);
    LogFile log = LogFile.inTemporaryFolder();
    CameraArgument argument = CameraArgument.parse(source);
    if (camera != null) {
      argument = new CameraArgument(camera, argument.location());
    }
    SourceInfo info = SourceCheck.requireReadable(argument);
    if (!Location.valueOf(argument.location()).isFinite()) {
      throw new BadInput(
          "%s never ends; analyze takes a video file, a folder of images or scene:junction?frames=N"
              .formatted(SourceCheck.shown(argument)));
    }
    model.file();
    var settings =
        new AnalysisRun.Settings(
            argument, model.file(), model.minScore(), tracker, Duration.ofSeconds(patience));
    try (ResultFile results = open()) {
      int exit = new AnalysisRun(settings, info.expectedFrames(), results).run();
      if (exit == Sightline.OK) {
        log.discard();
      }
      return exit;
    }
  }

  private ResultFile open() {
    try {
      return ResultFile.create(out);
    } catch (IOException e) {
      throw new BadInput("%s cannot be written: %s".formatted(out, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "its folder does not exist"
        : e instanceof java.nio.file.AccessDeniedException ? "access denied" : e.getMessage();
  }
}
