package sightline.trainer.study.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import sightline.trainer.job.JobFolder;
import sightline.trainer.net.latent.Vae;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.score.latent.DisentanglementScore;
import sightline.trainer.score.latent.InformationGap;
import sightline.trainer.script.Course;
import sightline.trainer.study.frame.Lesson;
import sightline.trainer.study.frame.PlannedRun;
import sightline.trainer.study.frame.RunResult;
import sightline.trainer.study.frame.RunResult.Picture;
import sightline.trainer.study.frame.Shown;
import sightline.trainer.study.frame.Spread;
import sightline.trainer.study.frame.Study;
import sightline.trainer.study.frame.StudyOrder;
import sightline.trainer.study.report.StudyReport;
import sightline.trainer.study.report.StudyReport.Table;

/**
 * Whether the latent numbers of a VAE speak of one factor of variation each, for several weights of
 * the divergence, on generated sprites of which every factor is known (I. Higgins et al.,
 * "beta-VAE", 2017).
 */
public final class BetaVaeStudy implements Study {

  private static final String RECIPE = "beta-vae";
  private static final String KIND = "beta-";
  private static final String HIGGINS = "higgins";
  private static final String GAP = "mig";
  private static final String PSNR = "psnr";
  private static final String NATS = "nats";
  private static final int VALIDATION = 512;

  private static final List<String> HASTY =
      List.of(
          "data.pictures=128",
          "net.parameters.width=4",
          "net.parameters.hidden=16",
          "schedule.epochs=1",
          "schedule.batch=32");

  @Override
  public String name() {
    return RECIPE;
  }

  @Override
  public List<PlannedRun> runs(StudyOrder order) {
    var runs = new ArrayList<PlannedRun>();
    for (int seed = 1; seed <= order.seeds(); seed++) {
      for (String beta : betas(order)) {
        var plan = new PlannedRun.Plan(RECIPE, List.of("loss.parameters.beta=" + beta), HASTY);
        runs.add(PlannedRun.of(order, KIND + beta, seed, plan));
      }
    }
    return runs;
  }

  private static List<String> betas(StudyOrder order) {
    return Arrays.stream(order.option("betas", "1,4").split(",")).map(String::strip).toList();
  }

  @Override
  public RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, InterruptedException, Course.Stopped {
    int pictures = run.recipe().data().pictures();
    Lesson.Pools pools =
        SpritePool.of(pictures, Math.min(VALIDATION, pictures), run.recipe().seed());
    try (Lesson lesson = Lesson.learn(run.recipe(), pools, folder)) {
      var codes = new SpriteCodes((Vae) lesson.task().net(), lesson.weights());
      double[] divergences = codes.divergences();
      var figures = new LinkedHashMap<String, Double>();
      figures.put(HIGGINS, higgins(order).of(codes, SpriteCodes.values(), run.recipe().seed()));
      figures.put(GAP, gap(order).of(codes, SpriteCodes.values(), run.recipe().seed()));
      figures.put(PSNR, lesson.measure(pools.validation()).get(PSNR));
      figures.put(NATS, Arrays.stream(divergences).sum());
      Files.write(folder.path().resolve("traversal.png"), codes.traversal(divergences));
      Files.write(folder.path().resolve("given-back.png"), codes.reconstructions());
      return lesson.result(
          run,
          figures,
          List.of(
              new Picture("traversal.png", "each row one latent number from -2.5 to 2.5"),
              new Picture("given-back.png", "sprites, and what is given back")));
    }
  }

  private static DisentanglementScore higgins(StudyOrder order) {
    return order.quick() ? new DisentanglementScore(4, 40, 40) : DisentanglementScore.USUAL;
  }

  private static InformationGap gap(StudyOrder order) {
    return order.quick() ? new InformationGap(200, 10) : InformationGap.USUAL;
  }

  @Override
  public StudyReport report(StudyOrder order, List<RunResult> results) {
    Recipe recipe = runs(order).get(0).recipe();
    String lead =
        ("Sprites of 64x64 that vary in shape, scale, rotation, x and y; %,d of 737,280 to learn "
                + "from, %d epochs, %d seeds: median, least and greatest. Higgins: how often a "
                + "linear classifier tells which factor pairs of sprites share (by chance 0.2). "
                + "MIG: how much more one latent number tells of a factor than the next, 0 to 1. "
                + "Both are measured on all sprites, nearly all of them never seen.")
            .formatted(recipe.data().pictures(), recipe.schedule().epochs(), order.seeds());
    List<String> kinds = betas(order).stream().map(KIND::concat).toList();
    var rows = new ArrayList<List<String>>();
    kinds.forEach(kind -> rows.add(row(results, kind)));
    var blocks = new ArrayList<StudyReport.Block>();
    blocks.add(
        new Table(
            "Disentanglement",
            List.of("β", "Higgins", "MIG", "PSNR dB", "KL nats", "parameters", "training s"),
            rows,
            -1));
    Shown.of(results, kinds, 0, "Traversals, the number that tells most first; seed 1", 2)
        .ifPresent(blocks::add);
    Shown.of(results, kinds, 1, "What is given back; seed 1", 2).ifPresent(blocks::add);
    return new StudyReport("β-VAE on generated sprites", lead, blocks);
  }

  private static List<String> row(List<RunResult> results, String kind) {
    return List.of(
        kind.substring(KIND.length()),
        Spread.of(results, kind, HIGGINS).text(3),
        Spread.of(results, kind, GAP).text(3),
        Spread.of(results, kind, PSNR).text(1),
        Spread.of(results, kind, NATS).text(1),
        Spread.of(results, kind, RunResult.PARAMETERS).whole(),
        Spread.of(results, kind, RunResult.SECONDS).whole());
  }
}
