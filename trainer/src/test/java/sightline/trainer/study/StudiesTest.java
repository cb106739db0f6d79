package sightline.trainer.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.study.frame.StudyFolder;
import sightline.trainer.study.frame.StudyOrder;
import sightline.trainer.study.report.ReportText;
import sightline.trainer.testdata.SharedFiles;

/** Every study at a size that takes seconds. */
class StudiesTest {

  private static final List<String> ONE_THREAD = List.of("budget.threads=1");

  @TempDir private Path place;

  @Test
  void shouldCompareUpsamplings() throws Exception {
    StudyFolder study = study("upsampling", SharedFiles.require("datasets/camvid"), Map.of());

    assertThat(StudyMain.run(study)).isZero();

    assertThat(page(study)).contains("max-unpooling", "multilabel", "data:image/jpeg;base64,");
  }

  @Test
  void shouldCompareDetectors() throws Exception {
    StudyFolder study = study("detectors", SharedFiles.require("datasets/bccd"), Map.of());

    assertThat(StudyMain.run(study)).isZero();

    assertThat(page(study)).contains("yolox", "ssd-fpn", "AP50");
  }

  @Test
  void shouldMeasureAutoencodersBesideJpeg() throws Exception {
    StudyFolder study = study("autoencoder", Surfaces.in(place.resolve("data")), Map.of());

    assertThat(StudyMain.run(study)).isZero();

    assertThat(page(study)).contains("JPEG dB", "holes filled");
    assertThat(Studies.results(study).get(0).figures()).containsKeys("eightBitPsnr", "jpegPsnr");
  }

  @Test
  void shouldMeasureWhetherLatentNumbersSpeakOfOneFactor() throws Exception {
    StudyFolder study = study("beta-vae", Path.of(""), Map.of("betas", "1,4"));

    assertThat(StudyMain.run(study)).isZero();

    assertThat(page(study)).contains("Higgins", "data:image/png;base64,");
  }

  @Test
  void shouldTellNormalFromAbnormal() throws Exception {
    StudyFolder study = study("normality", Surfaces.in(place.resolve("data")), Map.of());

    assertThat(StudyMain.run(study)).isZero();

    assertThat(page(study)).contains("image AUROC", "beta-vae");
    assertThat(Studies.results(study).get(0).figures()).containsKeys("imageAuroc", "pixelAuroc");
  }

  @Test
  void shouldLeaveRunsAloneThatAreOver() throws Exception {
    StudyFolder study = study("beta-vae", Path.of(""), Map.of("betas", "1"));
    StudyMain.run(study);
    study.keep(Studies.results(study).get(0).with("higgins", 42));

    StudyMain.run(study);

    assertThat(ReportText.of(Studies.report(study))).contains("42.000");
  }

  @Test
  void shouldStopWhenAskedAndGoOnLater() throws Exception {
    StudyFolder study = study("beta-vae", Path.of(""), Map.of("betas", "1"));
    study.job().askStop();

    int stopped = StudyMain.run(study);
    study.job().clearStop();

    assertThat(stopped).isEqualTo(3);
    assertThat(StudyMain.run(study)).isZero();
  }

  @Test
  void shouldSayWhatIsWrongWithTheData() throws Exception {
    StudyFolder study =
        study("normality", Files.createDirectories(place.resolve("empty")), Map.of());

    assertThat(StudyMain.run(study)).isEqualTo(2);
  }

  private StudyFolder study(String name, Path data, Map<String, String> options) throws Exception {
    var order = new StudyOrder(name, data.toString(), 1, true, ONE_THREAD, options);
    return StudyFolder.open(place.resolve("study"), order);
  }

  private static String page(StudyFolder study) throws Exception {
    Studies.report(study);
    return Files.readString(study.page());
  }
}
