package sightline.trainer.study.latent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.BadDataset;
import sightline.trainer.job.JobFolder;
import sightline.trainer.recipe.Recipe;
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

/** Nets that learn from normal pictures what is not normal. */
public final class NormalityStudy implements Study {

  /** Option: {@code true} for frames of a camera instead of surfaces. */
  public static final String SCENE = "scene";

  private static final String NAME = "normality";
  private static final int SKETCHES = 8;

  private static final Map<String, List<String>> KINDS = kinds();

  private static final List<String> HASTY =
      List.of(
          "data.pictures=10",
          "input.width=64",
          "input.height=64",
          "net.parameters.width=4",
          "schedule.epochs=1",
          "schedule.batch=4");

  private static Map<String, List<String>> kinds() {
    var kinds = new LinkedHashMap<String, List<String>>();
    kinds.put("ae", List.of("net.family=autoencoder", "net.parameters.bits=0"));
    String latent = "net.parameters.latent=32";
    kinds.put("vae", List.of("net.family=vae", latent, "loss.parameters.beta=1"));
    kinds.put("beta-vae", List.of("net.family=vae", latent, "loss.parameters.beta=4"));
    return kinds;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<PlannedRun> runs(StudyOrder order) {
    var runs = new ArrayList<PlannedRun>();
    String recipe = isScene(order) ? "normality-scene" : NAME;
    for (int seed = 1; seed <= order.seeds(); seed++) {
      for (Map.Entry<String, List<String>> kind : KINDS.entrySet()) {
        var plan = new PlannedRun.Plan(recipe, kind.getValue(), HASTY);
        runs.add(PlannedRun.of(order, kind.getKey(), seed, plan));
      }
    }
    return runs;
  }

  private static boolean isScene(StudyOrder order) {
    return Boolean.parseBoolean(order.option(SCENE, "false"));
  }

  @Override
  public RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped {
    Recipe recipe = run.recipe();
    NormalPools pools =
        NormalPools.read(Path.of(order.data()), recipe.data().pictures(), recipe.seed());
    try (Lesson lesson =
        Lesson.learn(recipe, new Lesson.Pools(pools.training(), pools.calibration()), folder)) {
      Map<String, Double> metrics = lesson.measure(pools.test());
      lesson.measure(pools.shown(SKETCHES), folder);
      var figures = new LinkedHashMap<>(metrics);
      figures.put("learned", (double) pools.training().samples().size());
      figures.put("calibrated", (double) pools.calibration().samples().size());
      figures.put("tested", (double) pools.test().samples().size());
      return lesson.result(run, figures, Lesson.sketches(folder, SKETCHES));
    }
  }

  @Override
  public StudyReport report(StudyOrder order, List<RunResult> results) {
    Recipe recipe = runs(order).get(0).recipe();
    String lead =
        ("Learned from %s normal pictures of %dx%d, %d epochs; calibrated with %s others; asked "
                + "about %s, normal and abnormal, that neither saw. %d seeds: median, least and "
                + "greatest. Image AUROC: how often an abnormal picture scores higher than a "
                + "normal one; pixel AUROC: the same of pixels.")
            .formatted(
                Spread.of(results, "ae", "learned").whole(),
                recipe.input().width(),
                recipe.input().height(),
                recipe.schedule().epochs(),
                Spread.of(results, "ae", "calibrated").whole(),
                Spread.of(results, "ae", "tested").whole(),
                order.seeds());
    List<String> kinds = List.copyOf(KINDS.keySet());
    var rows = new ArrayList<List<String>>();
    kinds.forEach(kind -> rows.add(row(results, kind)));
    var blocks = new ArrayList<StudyReport.Block>();
    String image = isScene(order) ? "frame AUROC" : "image AUROC";
    blocks.add(
        new Table(
            "Normal or not",
            List.of(
                "net", image, "pixel AUROC", "AUPRO", "parameters", "training s", "ms per frame"),
            rows,
            1));
    for (int picture = 0; picture < SKETCHES; picture++) {
      Shown.of(results, kinds, picture, "Picture, known, given back, heat", 1)
          .ifPresent(blocks::add);
    }
    String title = isScene(order) ? "Oddities before a camera" : "Defects of a surface";
    return new StudyReport(title, lead, blocks);
  }

  private static List<String> row(List<RunResult> results, String kind) {
    return List.of(
        kind,
        Spread.of(results, kind, "imageAuroc").text(3),
        Spread.of(results, kind, "pixelAuroc").text(3),
        Spread.of(results, kind, "aupro").text(3),
        Spread.of(results, kind, RunResult.PARAMETERS).whole(),
        Spread.of(results, kind, RunResult.SECONDS).whole(),
        Spread.of(results, kind, RunResult.MILLISECONDS).text(1));
  }
}
