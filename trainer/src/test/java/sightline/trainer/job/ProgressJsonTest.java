package sightline.trainer.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.trainer.job.Progress.Best;
import sightline.trainer.job.Progress.Model;
import sightline.trainer.job.Progress.Pace;
import sightline.trainer.job.Progress.Place;

class ProgressJsonTest {

  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path folder;

  @Test
  void shouldReadBackWhatItWrote() {
    Progress progress =
        Progress.of(JobState.PUBLISHED)
            .withPlace(new Place(3, 40, 120, 1600))
            .withLoss(Map.of("total", 1.2, "box", .4))
            .withPace(new Pace(.002, 84.2, 431))
            .withMetrics(Map.of("ap50", .71))
            .withBest(new Best(Map.of("ap50", .74), 2))
            .withGate(List.of("boxes agree"))
            .withDetail("done")
            .withModel(new Model("people", 3, "abc"))
            .startedAt(AT)
            .ofJob(7, "people", "detect", AT);

    assertThat(ProgressJson.read(ProgressJson.write(progress))).isEqualTo(progress);
  }

  @Test
  void shouldLeaveOutWhatIsNotKnown() {
    assertThat(ProgressJson.write(Progress.of(JobState.QUEUED)))
        .isEqualTo("{\"state\":\"QUEUED\"}");
  }

  @Test
  void shouldRefuseInOneSentenceWhatIsNoProgress() {
    assertThatThrownBy(() -> ProgressJson.read("{")).hasMessage("a line of progress is no JSON");
    assertThatThrownBy(() -> ProgressJson.read("{\"state\":\"LOST\"}"))
        .hasMessageStartingWith("state of a job is 'LOST', expected one of [QUEUED");
  }

  @Test
  void shouldFindTheLastWholeLineOfAProcessThatWasKilled() throws Exception {
    var job = new JobFolder(folder);
    job.append(Progress.of(JobState.TRAINING).withDetail("whole"));
    Files.writeString(job.progressFile(), "{\"state\":\"TRAI", StandardOpenOption.APPEND);

    assertThat(job.last()).get().extracting(Progress::detail).isEqualTo("whole");
    job.append(Progress.of(JobState.FAILED));
    assertThat(job.last()).get().extracting(Progress::state).isEqualTo(JobState.FAILED);
  }
}
