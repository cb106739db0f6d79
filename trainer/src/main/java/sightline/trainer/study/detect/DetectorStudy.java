package sightline.trainer.study.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.BadDataset;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.job.JobFolder;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;
import sightline.trainer.script.Course;
import sightline.trainer.script.TrainingData;
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
 * Nets that find objects, each trained on the same pictures and measured on the same test split.
 */
public final class DetectorStudy implements Study {

  private static final String RECIPE = "detectors";
  private static final int SKETCHES = 3;

  /** What makes each of them, beside what they share. */
  private static final Map<String, List<String>> FAMILIES = families();

  private static final List<String> HASTY =
      List.of(
          "data.pictures=4",
          "input.width=64",
          "input.height=64",
          "net.parameters.width=4",
          "schedule.epochs=1",
          "schedule.batch=4");

  private static Map<String, List<String>> families() {
    var families = new LinkedHashMap<String, List<String>>();
    families.put("yolo", List.of("net.parameters={halvings: 4, depth: 1, most: 256}"));
    families.put("ssd", List.of("net.parameters={strides: [8, 16, 32], most: 192}"));
    families.put("ssd-fpn", List.of("net.parameters={strides: [8, 16, 32], most: 192}"));
    families.put("yolox", List.of("net.parameters={strides: [8, 16, 32], most: 192}"));
    return families;
  }

  @Override
  public String name() {
    return RECIPE;
  }

  @Override
  public List<PlannedRun> runs(StudyOrder order) {
    var runs = new ArrayList<PlannedRun>();
    for (int seed = 1; seed <= order.seeds(); seed++) {
      for (Map.Entry<String, List<String>> family : FAMILIES.entrySet()) {
        var ours = new ArrayList<>(family.getValue());
        ours.add("net.family=" + family.getKey());
        runs.add(
            PlannedRun.of(order, family.getKey(), seed, new PlannedRun.Plan(RECIPE, ours, HASTY)));
      }
    }
    return runs;
  }

  @Override
  public RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped {
    TrainingData data = TrainingData.read(run.recipe(), Path.of(order.data()));
    Recipe recipe = DetectionNets.fixed(run.recipe(), data.boxes(run.recipe()));
    JobFolder.replace(folder.recipeFile(), Recipes.text(recipe).getBytes(UTF_8)); // with anchors
    Pool test = few(data.test().samples().isEmpty() ? data.validation() : data.test(), order);
    Pool validation = few(data.validation(), order);
    try (Lesson lesson =
        Lesson.learn(recipe, new Lesson.Pools(data.training(), validation), folder)) {
      Map<String, Double> metrics = lesson.measure(test, folder);
      return lesson.result(run, metrics, Lesson.sketches(folder, SKETCHES));
    }
  }

  private static Pool few(Pool pool, StudyOrder order) {
    int count = order.quick() ? Math.min(2, pool.samples().size()) : pool.samples().size();
    return new Pool(pool.labels(), pool.samples().subList(0, count), pool.pixels());
  }

  @Override
  public StudyReport report(StudyOrder order, List<RunResult> results) {
    Recipe recipe = runs(order).get(0).recipe();
    String lead =
        ("The same pictures, augmentation and schedule for each net: %dx%d, %d epochs of batches "
                + "of %d. Figures are of the test split, which nothing was chosen by. Seconds and "
                + "steps a second include loading and the measurements on the validation split; "
                + "milliseconds are of one picture through the exported file in ONNX Runtime, one "
                + "thread.")
            .formatted(
                recipe.input().width(),
                recipe.input().height(),
                recipe.schedule().epochs(),
                recipe.schedule().batch());
    var rows = new ArrayList<List<String>>();
    List<String> kinds = List.copyOf(FAMILIES.keySet());
    kinds.forEach(kind -> rows.add(row(results, kind)));
    var blocks = new ArrayList<StudyReport.Block>();
    blocks.add(
        new Table(
            "Test split",
            List.of("net", "AP50", "AP", "parameters", "training s", "steps/s", "ms per frame"),
            rows,
            1));
    for (int picture = 0; picture < SKETCHES; picture++) {
      Shown.of(results, kinds, picture, "Known in white, found in colors", 2)
          .ifPresent(blocks::add);
    }
    return new StudyReport("Detectors side by side", lead, blocks);
  }

  private static List<String> row(List<RunResult> results, String kind) {
    return List.of(
        kind,
        Spread.of(results, kind, "ap50").text(3),
        Spread.of(results, kind, "ap").text(3),
        Spread.of(results, kind, RunResult.PARAMETERS).whole(),
        Spread.of(results, kind, RunResult.SECONDS).whole(),
        Spread.of(results, kind, RunResult.STEPS_PER_SECOND).text(2),
        Spread.of(results, kind, RunResult.MILLISECONDS).text(1));
  }
}
