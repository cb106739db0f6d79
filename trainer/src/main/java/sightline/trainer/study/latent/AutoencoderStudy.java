package sightline.trainer.study.latent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.trainer.data.BadDataset;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.job.JobFolder;
import sightline.trainer.net.latent.Autoencoder;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.script.Course;
import sightline.trainer.script.TrainingData;
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

/** Autoencoders that compress, take away noise, and fill holes. */
public final class AutoencoderStudy implements Study {

  private static final String RECIPE = "autoencoder";
  private static final String COMPRESS = "compress-";
  private static final String DENOISE = "denoise";
  private static final String INPAINT = "inpaint";
  private static final String PSNR = "psnr";

  private static final List<String> HASTY =
      List.of(
          "data.pictures=8",
          "input.width=64",
          "input.height=48",
          "net.parameters.width=4",
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
      for (String bytes : budgets(order)) {
        runs.add(run(order, COMPRESS + bytes, seed, List.of("net.parameters.bytes=" + bytes)));
      }
      runs.add(run(order, DENOISE, seed, List.of("augment.noise=25", "net.parameters.bits=0")));
      runs.add(
          run(
              order,
              INPAINT,
              seed,
              List.of(
                  "augment.holes=2",
                  "augment.holeSide=0.3",
                  "net.parameters.bits=0",
                  "loss.weights={hole: 1}")));
    }
    return runs;
  }

  private static List<String> budgets(StudyOrder order) {
    return List.of(order.option("bytes", order.quick() ? "192" : "768,1536").split(","));
  }

  private static PlannedRun run(StudyOrder order, String kind, long seed, List<String> ours) {
    return PlannedRun.of(order, kind, seed, new PlannedRun.Plan(RECIPE, ours, HASTY));
  }

  @Override
  public RunResult make(PlannedRun run, StudyOrder order, JobFolder folder)
      throws IOException, BadDataset, InterruptedException, Course.Stopped {
    TrainingData data = TrainingData.read(run.recipe(), Path.of(order.data()));
    Pool shown = data.test().samples().isEmpty() ? data.validation() : data.test();
    var pools = new Lesson.Pools(data.training(), data.validation());
    try (Lesson lesson = Lesson.learn(run.recipe(), pools, folder)) {
      var figures = new LinkedHashMap<>(lesson.measure(shown));
      var sheet = new Comparison(lesson, run.recipe().input());
      byte[] png;
      if (run.kind().startsWith(COMPRESS)) {
        int bytes = ((Autoencoder) lesson.task().net()).bytes();
        figures.put("bytes", (double) bytes);
        png = sheet.withJpeg(shown, bytes, figures);
      } else {
        png = sheet.ofMending(shown);
      }
      Files.write(folder.path().resolve("sheet.png"), png);
      return lesson.result(run, figures, List.of(new Picture("sheet.png", caption(run.kind()))));
    }
  }

  private static String caption(String kind) {
    return switch (kind) {
      case DENOISE -> "as it went in, as it came out, as it was";
      case INPAINT -> "with holes, filled, as it was";
      default -> "original, autoencoder, JPEG of as many bytes, JPEG without its tables";
    };
  }

  @Override
  public StudyReport report(StudyOrder order, List<RunResult> results) {
    Recipe recipe = runs(order).get(0).recipe();
    String lead =
        ("Pictures of %dx%d, %d epochs; figures are of pictures that nothing was learned from. "
                + "JPEG has the best quality that fits into as many bytes: once the whole file is "
                + "counted, once only what follows its tables, which every picture could share.")
            .formatted(recipe.input().width(), recipe.input().height(), recipe.schedule().epochs());
    List<String> compressing = budgets(order).stream().map(COMPRESS::concat).toList();
    var rows = new ArrayList<List<String>>();
    compressing.forEach(kind -> rows.add(compression(results, kind)));
    var blocks = new ArrayList<StudyReport.Block>();
    blocks.add(
        new Table(
            "Compression",
            List.of(
                "bytes",
                "autoencoder dB",
                "JPEG dB",
                "JPEG bytes",
                "without tables dB",
                "without tables bytes",
                "parameters",
                "training s"),
            rows,
            -1));
    blocks.add(mending(results));
    for (String kind : compressing) {
      Shown.of(results, List.of(kind), 0, "Compressed", 1).ifPresent(blocks::add);
    }
    Shown.of(results, List.of(DENOISE), 0, "Noise taken away", 1).ifPresent(blocks::add);
    Shown.of(results, List.of(INPAINT), 0, "Holes filled", 1).ifPresent(blocks::add);
    return new StudyReport("What autoencoders can do", lead, blocks);
  }

  private static List<String> compression(List<RunResult> results, String kind) {
    return List.of(
        Spread.of(results, kind, "bytes").whole(),
        Spread.of(results, kind, Comparison.EIGHT_BITS).text(2),
        Spread.of(results, kind, Comparison.JPEG).text(2),
        Spread.of(results, kind, Comparison.JPEG_BYTES).whole(),
        Spread.of(results, kind, Comparison.SCAN).text(2),
        Spread.of(results, kind, Comparison.SCAN_BYTES).whole(),
        Spread.of(results, kind, RunResult.PARAMETERS).whole(),
        Spread.of(results, kind, RunResult.SECONDS).whole());
  }

  private static Table mending(List<RunResult> results) {
    var rows = new ArrayList<List<String>>();
    for (Map.Entry<String, String> one :
        Map.of(DENOISE, "noise of 25 of 255 taken away", INPAINT, "holes filled").entrySet()) {
      rows.add(
          List.of(
              one.getValue(),
              Spread.of(results, one.getKey(), PSNR).text(2),
              Spread.of(results, one.getKey(), "gain").text(2),
              Spread.of(results, one.getKey(), "holePsnr").text(2),
              Spread.of(results, one.getKey(), RunResult.SECONDS).whole()));
    }
    rows.sort((one, other) -> other.get(0).toLowerCase(Locale.ROOT).compareTo(one.get(0)));
    return new Table(
        "Mending",
        List.of("task", "PSNR dB", "gain dB", "inside the holes dB", "training s"),
        rows,
        -1);
  }
}
