package sightline.inference.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.testmodel.HeatNet;

/** A model that judges whole frames is checked as one. */
class HeatModelCheckTest {

  @TempDir private Path folder;

  @Test
  void shouldAcceptAModelThatJudgesFrames() throws Exception {
    JsonNode report = check(HeatNet.bytes());

    assertThat(report.path("ok").asBoolean()).as(report.toString()).isTrue();
    assertThat(report.path("task").asText()).isEqualTo("anomaly");
    assertThat(report.path("family").asText()).isEqualTo("heat");
    assertThat(report.path("labels").path(0).asText()).isEqualTo("abnormal");
    assertThat(report.at("/steps/5/detail").asText())
        .startsWith("4 pictures judged, scores 0.000 to ");
  }

  @Test
  void shouldRefuseOneThatGivesNoNumbers() throws Exception {
    JsonNode report = check(HeatNet.broken());

    assertThat(report.path("ok").asBoolean()).isFalse();
    assertThat(report.path("problem").asText()).contains("numbers of output 'heat' are not finite");
  }

  private JsonNode check(byte[] net) throws Exception {
    Path file = Files.write(folder.resolve("heat.onnx"), net);
    CheckReport report = ModelCheck.check(file, CheckArguments.parse(file.toString()));
    return new ObjectMapper().readTree(report.toString());
  }
}
