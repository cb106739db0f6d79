package sightline.trainer.study.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.BadDataset;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.job.JobFolder;
import sightline.trainer.script.Course;
import sightline.trainer.study.frame.Lesson;
import sightline.trainer.study.frame.PlannedRun;
import sightline.trainer.study.frame.RunResult;
import sightline.trainer.study.frame.Shown;
import sightline.trainer.study.frame.Spread;
import sightline.trainer.study.frame.Study;
import sightline.trainer.study.frame.StudyOrder;
import sightline.trainer.study.report.StudyReport;
import sightline.trainer.study.report.StudyReport.Table;

/**
 * Five ways to make features larger in one net, on CamVid's validation split; and the three ways in
 * which pixels can be labelled.
 */
public final class UpsamplingStudy implements Study {

  private static final String RECIPE = "upsampling";
  private static final String BILINEAR = "bilinear";
  private static final String BINARY = "binary";
  private static final String MULTILABEL = "multilabel";
  private static final String MEAN_IOU = "meanIou";
  private static final String ACCURACY = "pixelAccuracy";
  private static final int SKETCHES = 4;

  /** Words of the recipe, and of the table. */
  private static final Map<String, String> UPSAMPLINGS =
      Map.of(
          "nearest",
          "nearest neighbor",
          "nails",
          "bed of nails",
          "unpool",
          "max-unpooling",
          BILINEAR,
          "bilinear",
          "transposed",
          "transposed convolution");

  private static final List<String> ORDER =
      List.of("nearest", "nails", "unpool", BILINEAR, "transposed");

  private static final List<String> HASTY =
      List.of(
          "data.pictures=8",
          "input.width=64",
          "input.height=48",
          "net.parameters.width=4",
          "net.parameters.levels=2",
          "schedule.epochs=1",
          "schedule.batch=4");

  @Override
  public String name() {
    return RECIPE;
  }

  @Override
  public List<PlannedRun> runs(StudyOrder order) {
    var runs = new ArrayList<PlannedRun>();
    for (int seed = 1; seed <= order.seeds(); seed++) {
      for (String up : ORDER) {
        runs.add(run(order, up, seed, List.of("net.parameters.up=" + up)));
      }
    }
    String two = "labels=[%s, %s]".formatted(CamVid.REST, CamVid.ROAD);
    runs.add(run(order, BINARY, 1, List.of("net.parameters.up=bilinear", "loss.kind=binary", two)));
    String groups = "labels=[%s]".formatted(String.join(", ", CamVid.GROUPS.keySet()));
    runs.add(
        run(
            order,
            MULTILABEL,
            1,
            List.of("net.parameters.up=bilinear", "task=multilabel", groups)));
    return runs;
  }

  private static PlannedRun run(StudyOrder order, String kind, long seed, List<String> ours) {
    return PlannedRun.of(order, kind, seed, new PlannedRun.Plan(RECIPE, ours, HASTY));
  }

  @Override
  public RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped {
    int most = run.recipe().data().pictures();
    Path data = Path.of(order.data());
    Pool training = pool(run.kind(), CamVid.read(data, run.recipe().data().training(), most));
    Pool validation = pool(run.kind(), CamVid.read(data, run.recipe().data().validation(), most));
    try (Lesson lesson =
        Lesson.learn(run.recipe(), new Lesson.Pools(training, validation), folder)) {
      Map<String, Double> metrics = lesson.measure(validation, folder);
      return lesson.result(run, metrics, Lesson.sketches(folder, SKETCHES));
    }
  }

  private static Pool pool(String kind, CamVid split) throws IOException {
    return switch (kind) {
      case BINARY -> split.road();
      case MULTILABEL -> split.labels();
      default -> split.classes();
    };
  }

  @Override
  public StudyReport report(StudyOrder order, List<RunResult> results) {
    var recipe = runs(order).get(0).recipe();
    String lead =
        ("One U-shaped net without skip connections, five ways to double its features, on CamVid "
                + "at %dx%d, %d epochs, %d seeds: median, least and greatest. Milliseconds are of "
                + "one picture through the exported file in ONNX Runtime, one thread.")
            .formatted(
                recipe.input().width(),
                recipe.input().height(),
                recipe.schedule().epochs(),
                order.seeds());
    var blocks = new ArrayList<StudyReport.Block>();
    blocks.add(upsamplings(results));
    blocks.add(labellings(results));
    for (int picture = 0; picture < 2; picture++) {
      Shown.of(results, ORDER, picture, "Picture, known, guessed, by seed 1", 2)
          .ifPresent(blocks::add);
    }
    Shown.of(results, List.of(BINARY, MULTILABEL), 0, "Road alone, and groups that overlap", 2)
        .ifPresent(blocks::add);
    return new StudyReport("Five upsamplings on CamVid", lead, blocks);
  }

  private static Table upsamplings(List<RunResult> results) {
    var rows = new ArrayList<List<String>>();
    for (String up : ORDER) {
      rows.add(
          List.of(
              UPSAMPLINGS.get(up),
              Spread.of(results, up, MEAN_IOU).text(3),
              Spread.of(results, up, ACCURACY).text(3),
              Spread.of(results, up, RunResult.PARAMETERS).whole(),
              Spread.of(results, up, RunResult.MILLISECONDS).text(1),
              Spread.of(results, up, RunResult.SECONDS).whole()));
    }
    return new Table(
        "Upsampling",
        List.of("upsampling", "mIoU", "pixel accuracy", "parameters", "ms per frame", "training s"),
        rows,
        1);
  }

  private static Table labellings(List<RunResult> results) {
    var rows = new ArrayList<List<String>>();
    rows.add(labelling(results, BINARY, "binary: road or rest, one logit"));
    rows.add(labelling(results, BILINEAR, "multiclass: 11 classes, softmax"));
    rows.add(labelling(results, MULTILABEL, "multilabel: 6 groups that overlap, a sigmoid each"));
    return new Table(
        "One net, three kinds of labels (bilinear)",
        List.of("labels", "mIoU", "pixel accuracy", "training s"),
        rows,
        -1);
  }

  private static List<String> labelling(List<RunResult> results, String kind, String words) {
    return List.of(
        words,
        Spread.of(results, kind, MEAN_IOU).text(3),
        Spread.of(results, kind, ACCURACY).text(3),
        Spread.of(results, kind, RunResult.SECONDS).whole());
  }
}
