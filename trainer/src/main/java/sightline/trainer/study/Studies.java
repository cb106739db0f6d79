package sightline.trainer.study;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sightline.trainer.job.JobFolder;
import sightline.trainer.study.detect.DetectorStudy;
import sightline.trainer.study.frame.PlannedRun;
import sightline.trainer.study.frame.RunResult;
import sightline.trainer.study.frame.Study;
import sightline.trainer.study.frame.StudyFolder;
import sightline.trainer.study.frame.StudyOrder;
import sightline.trainer.study.latent.AutoencoderStudy;
import sightline.trainer.study.latent.BetaVaeStudy;
import sightline.trainer.study.latent.NormalityStudy;
import sightline.trainer.study.report.ReportJson;
import sightline.trainer.study.report.ReportPage;
import sightline.trainer.study.report.StudyReport;
import sightline.trainer.study.scene.UpsamplingStudy;

/** All studies, and the report of one as far as it has got. Nothing here needs libtorch. */
public final class Studies {

  private static final List<Study> ALL =
      List.of(
          new UpsamplingStudy(),
          new DetectorStudy(),
          new AutoencoderStudy(),
          new BetaVaeStudy(),
          new NormalityStudy());

  private Studies() {}

  /**
   * The study that is called so.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Study named(String name) {
    return ALL.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no study %s, expected one of %s"
                        .formatted(name, ALL.stream().map(Study::name).toList())));
  }

  /** Results so far, in the order of the runs. */
  public static List<RunResult> results(StudyFolder folder) throws IOException {
    StudyOrder order = folder.order();
    var results = new ArrayList<RunResult>();
    for (PlannedRun run : named(order.study()).runs(order)) {
      folder.result(run.name()).ifPresent(results::add);
    }
    return results;
  }

  /** Writes {@code report.html} and {@code report.json} into the folder. */
  public static StudyReport report(StudyFolder folder) throws IOException {
    StudyOrder order = folder.order();
    StudyReport report = named(order.study()).report(order, results(folder));
    String page = ReportPage.of(report, folder.path());
    JobFolder.replace(folder.page(), page.getBytes(UTF_8));
    JobFolder.replace(folder.json(), ReportJson.of(report).toPrettyString().getBytes(UTF_8));
    return report;
  }
}
