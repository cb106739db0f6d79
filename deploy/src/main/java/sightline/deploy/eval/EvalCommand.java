package sightline.deploy.eval;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.analysis.ProgressLine;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.eval.report.EvalJson;
import sightline.deploy.eval.report.EvalPage;
import sightline.deploy.eval.report.EvalReport;
import sightline.deploy.eval.report.EvalTable;
import sightline.deploy.models.RegistryOption;
import sightline.inference.track.TrackerKind;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.format.DatasetFormat;

/** How well a model does on a dataset. */
@Command(
    name = "eval",
    description = {
      "Says how well a model does on a dataset, in the numbers of the references: COCO's AP and AR"
          + " for boxes and masks, VOC's AP, mIoU, PQ, accuracy, as the model's task asks for; of"
          + " videos also MOTA and IDF1.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Classes are matched by name; what only one side has does not count, and is listed.",
      "",
      "Exit codes: 0 all is well, 1 something failed, 2 bad input.",
      "",
      "Example:",
      "  sightline eval --model yolox_nano.onnx --data coco/val --out report.json"
    })
public final class EvalCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "FILE|NAME/VERSION",
      required = true,
      description = "An ONNX file, or a version that the registry has.")
  private String model;

  @Mixin private RegistryOption registry;

  @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "The dataset.")
  private Path data;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "",
      description =
          "Of the dataset: coco, voc, yolo, yolo-seg, open-images, cvat, masks, coco-panoptic, mvtec"
              + " or mot. Default: told by the folder.")
  private String format;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "",
      description = "Part of the dataset, for example val. Default: all of it.")
  private String split;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      description = "Where the pictures lie when they are not in the dataset's own folder.")
  private Path pictures;

  @Option(
      names = "--labels",
      paramLabel = "NAME",
      split = ",",
      description = "Name of each class of the dataset, when it does not tell them.")
  private List<String> labels = List.of();

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      defaultValue = "0.01",
      description = "Detections below this are not asked for, 0 to 1. Default: ${DEFAULT-VALUE}.")
  private float minScore;

  @Option(
      names = "--tracker",
      paramLabel = "TRACKER",
      description =
          "Of a dataset of format mot: what numbers the objects that the model finds: none, sort or"
              + " bytetrack, by the rules of inference.yaml. Default: bytetrack.")
  private String tracker;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "Look at the first N pictures only.")
  private int limit;

  @Option(
      names = "--on-flaw",
      defaultValue = "skip",
      description =
          "What becomes of a malformed annotation: ${COMPLETION-CANDIDATES}, in any case. Default:"
              + " ${DEFAULT-VALUE}.")
  private OnFlaw onFlaw;

  @Option(
      names = "--all-classes",
      description = "Classes that the model does not know count too: all of them are missed.")
  private boolean allClasses;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write the report there as JSON, and as a page beside it with the ending .html.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    requireSane();
    LogFile log = LogFile.inTemporaryFolder();
    PrintWriter screen = spec.commandLine().getOut();
    var choice =
        DataChoice.read(new DataChoice.Wish(data, format, split, onFlaw, pictures, labels));
    screen.println(PlainText.of(choice.sentence()));
    screen.flush();
    EvalRun.Chosen chosen = chosen(choice);
    try (EvalModel opened = EvalModel.open(model, registry.client(), minScore)) {
      var run = new EvalRun(opened.model(), chosen, limit, allClasses);
      var progress =
          new ProgressLine(System.err, Boolean.getBoolean("sightline.terminal"), run.pictures());
      EvalReport report = run.run(done -> progress.show(done, Instant.now()));
      progress.clear();
      EvalTable.print(report, screen);
      write(report, screen);
    }
    screen.flush();
    log.discard();
    return 0;
  }

  private void requireSane() {
    trackerAsked();
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new BadInput("--min-score is %s, expected 0 to 1".formatted(minScore));
    }
    if (limit < 1) {
      throw new BadInput("--limit is %d, expected 1 or more".formatted(limit));
    }
    if (!Files.isDirectory(data)) {
      throw new BadInput("dataset %s is no folder".formatted(data));
    }
    if (out != null
        && out.toAbsolutePath().getParent() != null
        && !Files.isDirectory(out.toAbsolutePath().getParent())) {
      throw new BadInput("%s cannot be written: its folder does not exist".formatted(out));
    }
  }

  private EvalRun.Chosen chosen(DataChoice choice) {
    TrackerKind kind = trackerFor(choice.format());
    return new EvalRun.Chosen(data, choice.format(), split, choice.dataset(), kind, settings(kind));
  }

  private TrackerKind trackerFor(String read) {
    boolean videos = read.equals(DatasetFormat.MOT.wireName());
    TrackerKind kind = trackerAsked();
    if (!videos && kind != TrackerKind.NONE) {
      throw new BadInput(
          "--tracker is %s, but the dataset is of format %s; expected one of videos, mot"
              .formatted(tracker, read));
    }
    return videos && tracker == null ? TrackerKind.BYTETRACK : kind;
  }

  private TrackerKind trackerAsked() {
    return tracker == null
        ? TrackerKind.NONE
        : BadInput.unlessRead(() -> TrackerKind.of("--tracker", tracker));
  }

  private Map<String, String> settings(TrackerKind kind) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("minScore", Float.toString(minScore));
    settings.put("onFlaw", onFlaw.name().toLowerCase(java.util.Locale.ROOT));
    settings.put("allClasses", Boolean.toString(allClasses));
    if (limit != Integer.MAX_VALUE) {
      settings.put("limit", Integer.toString(limit));
    }
    if (kind != TrackerKind.NONE) {
      settings.putAll(TrackJudge.settings(kind));
    }
    return settings;
  }

  private void write(EvalReport report, PrintWriter screen) {
    if (out == null) {
      return;
    }
    Path page = out.resolveSibling(withoutEnding(out.getFileName().toString()) + ".html");
    try {
      Files.writeString(
          out,
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(EvalJson.of(report, false)));
      Files.writeString(page, EvalPage.of(report));
      screen.printf("report: %s and %s%n", out, page);
    } catch (IOException e) {
      throw new BadInput("%s cannot be written: %s".formatted(out, e.getMessage()), e);
    }
  }

  private static String withoutEnding(String name) {
    return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
  }
}
