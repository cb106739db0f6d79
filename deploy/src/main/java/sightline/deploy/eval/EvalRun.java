package sightline.deploy.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import sightline.deploy.console.BadInput;
import sightline.deploy.eval.report.EvalReport;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.model.ModelManifest;
import sightline.inference.slot.LoadedModel;
import sightline.inference.track.TrackerKind;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.Flaw;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.score.detection.Confusion;

/**
 * One model on one dataset: every picture is looked at, then all is judged.
 *
 * <p>Threading: one thread; the pictures are looked at on lanes of their own.
 */
final class EvalRun {

  private final LoadedModel model;
  private final Chosen chosen;
  private final ClassMap classes;
  private final List<Sample> samples;

  /**
   * The dataset that was chosen.
   *
   * @param format its wire name
   * @param dataset all of it
   * @param tracker that numbers the objects of videos
   * @param settings of the run, by the names of the options
   */
  record Chosen(
      Path folder,
      String format,
      String split,
      Dataset dataset,
      TrackerKind tracker,
      Map<String, String> settings) {}

  /**
   * @param limit most pictures that are looked at
   * @param keepAll whether classes that the model does not know count as missed
   */
  EvalRun(LoadedModel model, Chosen chosen, int limit, boolean keepAll) {
    this.model = model;
    this.chosen = chosen;
    this.classes = ClassMap.of(model.manifest().labels(), chosen.dataset().labels(), keepAll);
    this.samples = chosen.dataset().samples().stream().limit(limit).toList();
    if (samples.isEmpty()) {
      String why =
          chosen.dataset().flaws().stream().map(flaw -> "; " + flaw).findFirst().orElse("");
      throw new BadInput("%s holds no pictures%s".formatted(chosen.folder(), why));
    }
    if (classes.labels().isEmpty()) {
      throw new BadInput(
          "model and dataset have no class in common: the model knows %s, the dataset %s"
              .formatted(first(model.manifest().labels()), first(chosen.dataset().labels())));
    }
  }

  private static String first(List<String> labels) {
    String words = String.join(", ", labels.subList(0, Math.min(5, labels.size())));
    return labels.size() > 5 ? words + " and " + (labels.size() - 5) + " more" : words;
  }

  int pictures() {
    return samples.size();
  }

  /** Looks and judges; {@code done} is told how many pictures were looked at. */
  EvalReport run(IntConsumer done) throws InferenceFailed, InterruptedException, IOException {
    Instant begin = Instant.now();
    var gallery = new Gallery(model, Gallery.usualLanes(samples.size()));
    Gallery.Seen seen = gallery.show(samples, done);
    List<Sample> looked =
        samples.stream().filter(sample -> seen.looks().containsKey(sample.id())).toList();
    if (looked.isEmpty()) {
      throw new BadInput(
          "none of the %d pictures could be looked at; the first: %s"
              .formatted(samples.size(), seen.unread().values().iterator().next()));
    }
    return judge(looked, seen, begin);
  }

  private EvalReport judge(List<Sample> looked, Gallery.Seen seen, Instant begin) {
    var boxes = new BoxJudge(classes, looked, seen.looks());
    Findings findings = findings(boxes, looked, seen);
    List<EvalReport.Worst> worst = new ArrayList<>();
    for (Confusion confusion : findings.confusion()) {
      worst.addAll(
          new WorstPictures(classes.labels(), boxes.samples(), boxes.guesses()).of(confusion));
    }
    var remarks = new ArrayList<>(findings.remarks());
    if (classes.isByNumber()) {
      remarks.add("No class has the same name on both sides: they are matched by number.");
    }
    return new EvalReport(
        model.ref(),
        model.manifest().decoder().family(),
        model.manifest().task(),
        data(looked),
        new EvalReport.Classes(classes.labels(), classes.onlyModel(), classes.onlyData()),
        findings.scores(),
        findings.classes(),
        findings.curves(),
        findings.confusion(),
        worst,
        seen.unread(),
        remarks,
        chosen.settings(),
        Duration.between(begin, Instant.now()).toMillis() / 1e3);
  }

  private EvalReport.Data data(List<Sample> looked) {
    long objects = looked.stream().mapToLong(sample -> sample.truths().size()).sum();
    List<String> flaws = chosen.dataset().flaws().stream().map(Flaw::toString).toList();
    return new EvalReport.Data(
        chosen.folder().toString(), chosen.format(), chosen.split(), looked.size(), objects, flaws);
  }

  private Findings findings(BoxJudge boxes, List<Sample> looked, Gallery.Seen seen) {
    ModelManifest manifest = model.manifest();
    boolean drawn = looked.stream().anyMatch(sample -> sample.scene() != SceneSource.NONE);
    return switch (manifest.task()) {
      case "semantic" -> {
        requireScenes(drawn, "semantic");
        yield new SceneJudge(classes, looked, seen.looks()).semantic();
      }
      case "panoptic" -> {
        requireScenes(drawn, "panoptic");
        yield new SceneJudge(classes, looked, seen.looks()).panoptic();
      }
      case "anomaly" ->
          throw new BadInput(
              "the model judges pictures as a whole, expected one that finds objects or classes");
      case "classify" -> ClassJudge.judge(classes, looked, seen.looks());
      default -> objects(boxes);
    };
  }

  private Findings objects(BoxJudge boxes) {
    boolean masks = model.manifest().task().equals("instance");
    Findings findings = boxes.judge(masks, chosen.format().startsWith("voc"));
    return chosen.tracker() == TrackerKind.NONE
        ? findings
        : new TrackJudge(classes.labels(), chosen.tracker())
            .with(findings, boxes.samples(), boxes.guesses());
  }

  private void requireScenes(boolean drawn, String task) {
    if (!drawn) {
      throw new BadInput(
          "the model gives %s masks, but nobody drew what the pixels show in %s (%s); expected"
                  .formatted(task, chosen.folder(), chosen.format())
              + " a dataset of format masks or coco-panoptic");
    }
  }
}
