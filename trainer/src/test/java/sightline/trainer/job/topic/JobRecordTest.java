package sightline.trainer.job.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JobRecordTest {

  @Test
  void shouldReadBackWhatItWrote() {
    var submit = new JobRecord.Submit("name: a", "/data", List.of("schedule.epochs=3"), "anna");
    var stop = new JobRecord.Stop(7, "anna");

    assertThat(JobRecord.read(JobRecord.write(submit))).isEqualTo(submit);
    assertThat(JobRecord.read(JobRecord.write(stop))).isEqualTo(stop);
  }

  @Test
  void shouldTakeOverridesThatAreNoText() {
    var json =
        "{\"action\":\"submit\",\"overrides\":{\"schedule.epochs\":3,\"augment.zoom\":[1,2]}}";

    JobRecord read = JobRecord.read(json.getBytes(UTF_8));

    assertThat(((JobRecord.Submit) read).overrides())
        .containsExactly("schedule.epochs=3", "augment.zoom=[1,2]");
  }

  @Test
  void shouldRefuseInOneSentenceWhatIsNoOrder() {
    assertThatThrownBy(() -> JobRecord.read(null))
        .hasMessage("an order of a job is no JSON object");
    assertThatThrownBy(() -> JobRecord.read("x".getBytes(UTF_8)))
        .hasMessage("an order of a job is no JSON");
    assertThatThrownBy(() -> JobRecord.read("{\"action\":\"pause\"}".getBytes(UTF_8)))
        .hasMessage("action of an order is 'pause', expected submit or stop");
  }
}
