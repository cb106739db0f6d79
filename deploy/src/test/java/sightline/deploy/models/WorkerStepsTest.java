package sightline.deploy.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class WorkerStepsTest {

  private static final String SILENT =
      """
      {"workers": [{"worker": "w-1", "step": "SILENT", "detail": "%s"}]}
      """;

  @Test
  void shouldSayThatAWorkerIsSilentAndSinceWhen() throws Exception {
    var told = new ArrayList<String>();
    var steps = new WorkerSteps(told::add);

    for (String detail : new String[] {"", "it said something last at 02:13", ""}) {
      steps.show(new ObjectMapper().readTree(SILENT.formatted(detail)));
    }

    assertThat(told)
        .extracting(line -> line.replaceAll(" +", " "))
        .containsExactly(
            "w-1 has said nothing yet",
            "w-1 silent, it said something last at 02:13",
            "w-1 has said nothing yet");
  }
}
