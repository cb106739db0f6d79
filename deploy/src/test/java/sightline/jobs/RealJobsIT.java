package sightline.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.job.topic.JobRecord;
import sightline.trainer.job.topic.TrainingHeaders;

/** Jobs that learn with libtorch in processes of their own, ordered over a real log. */
@Timeout(300)
class RealJobsIT {

  private static final String[] LONG = {"schedule.epochs=8", "publish.golden=1"};

  @TempDir private Path folder;
  private JobSite site;

  @BeforeEach
  void start() throws Exception {
    site = JobSite.start(folder);
  }

  @AfterEach
  void stop() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void shouldLearnMeasureExportAndTellOfIt() throws Exception {
    long job = site.submit(TinyRecipe.PEOPLE, "", "data.validation=val");

    Progress end = site.end(job);

    assertThat(end.state()).as("%s", end).isEqualTo(JobState.KEPT);
    List<Progress> told = site.progress(job);
    assertThat(told.stream().map(Progress::state).distinct())
        .containsExactly(
            JobState.QUEUED,
            JobState.STARTING,
            JobState.TRAINING,
            JobState.EVALUATING,
            JobState.EXPORTING,
            JobState.CHECKING,
            JobState.KEPT);
    assertThat(told).anyMatch(one -> one.metrics().containsKey("ap50"));
    assertThat(told).anyMatch(one -> one.detail().startsWith("Makes pictures of scene:junction"));
    assertThat(end.gate()).anyMatch(said -> said.startsWith("The check found in the exported"));
    assertThat(site.of(job, TrainingHeaders.SAMPLE_TYPE)).isNotEmpty();
    JobFolder made = site.folder(job);
    assertThat(made.model()).isRegularFile();
    assertThat(made.path().resolve("eval-candidate.json")).isRegularFile();
  }

  @Test
  void shouldEndWithTheSameNetWhenItsProcessIsKilledInTheMiddle() throws Exception {
    long whole = site.submit(TinyRecipe.PEOPLE, "", LONG);
    long killed = site.submit(TinyRecipe.PEOPLE, "", LONG);
    site.await(killed, one -> one.state() == JobState.TRAINING && one.place().step() > 4);

    site.kill(killed);

    Progress again = site.await(killed, one -> one.detail().contains("retry 1 of 2"));
    assertThat(again.detail()).contains("signal 9");
    assertThat(site.end(killed).state()).isEqualTo(JobState.KEPT);
    assertThat(made(killed).path("metrics")).isEqualTo(made(whole).path("metrics"));
    assertThat(made(killed).at("/lineage/steps")).isEqualTo(made(whole).at("/lineage/steps"));
    assertThat(NetDigest.of(site.folder(killed).model()))
        .isEqualTo(NetDigest.of(site.folder(whole).model()));
  }

  @Test
  void shouldKeepTheBundleThatIsThereWhenItIsKilledAfterwards() throws Exception {
    long job = site.submit(TinyRecipe.PEOPLE, "");
    site.await(job, one -> one.state() == JobState.CHECKING);
    byte[] bundle = Files.readAllBytes(site.folder(job).path().resolve("model.zip"));

    site.kill(job);

    assertThat(site.end(job).state()).isEqualTo(JobState.KEPT);
    assertThat(site.progress(job)).anyMatch(one -> one.detail().contains("retry 1 of 2"));
    assertThat(site.folder(job).path().resolve("model.zip")).hasBinaryContent(bundle);
  }

  @Test
  void shouldSayInASentenceWhyNothingCanBeLearned() throws Exception {
    long wild =
        site.submit(
            TinyRecipe.PEOPLE,
            "",
            "schedule.optimizer=sgd",
            "schedule.learningRate=100",
            "schedule.clip=0",
            "schedule.warmUp=0",
            "schedule.epochs=20");
    long nowhere = site.submit(TinyRecipe.PEOPLE, folder.resolve("nowhere").toString());

    Progress notFinite = site.end(wild);
    Progress notThere = site.end(nowhere);

    assertThat(notFinite.state()).isEqualTo(JobState.FAILED);
    assertThat(notFinite.detail()).contains("loss", "step").doesNotContain("Exception", "\n");
    assertThat(notThere.state()).isEqualTo(JobState.FAILED);
    assertThat(notThere.detail()).contains("nowhere").doesNotContain("Exception", "\n");
  }

  @Test
  void shouldStopAtTheNextStepAndLeaveACheckpoint() throws Exception {
    long job = site.submit(TinyRecipe.PEOPLE, "", "schedule.epochs=1000");
    site.await(job, one -> one.state() == JobState.TRAINING && one.place().step() > 4);

    site.order(new JobRecord.Stop(job, "test"));

    assertThat(site.end(job).detail()).contains("can go on from its last checkpoint");
    assertThat(site.end(job).state()).isEqualTo(JobState.STOPPED);
    assertThat(site.folder(job).checkpoint().resolve("current")).isRegularFile();
  }

  private JsonNode made(long job) throws Exception {
    return new ObjectMapper().readTree(site.folder(job).path().resolve("made.json").toFile());
  }
}
