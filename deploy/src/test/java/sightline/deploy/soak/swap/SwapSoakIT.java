package sightline.deploy.soak.swap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.soak.SoakCommand;
import sightline.inference.testmodel.BlobDetector;

/** Twenty swaps under load, four of them gone wrong: every frame has the result it was due. */
@EnabledIfSystemProperty(named = "sightline.swap-soak", matches = "true")
class SwapSoakIT {

  @TempDir Path folder;

  @Test
  void shouldGiveEveryFrameTheVersionItsOffsetSaysWhenModelsAreSwappedUnderLoad() throws Exception {
    Path model = Files.write(folder.resolve("blob.onnx"), BlobDetector.bytes());
    Path json = folder.resolve("swaps.json");

    int exit =
        new CommandLine(new SoakCommand())
            .execute("--faults=swap", "--swaps=20", "--model=" + model, "--json=" + json);

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    JsonNode results = report.path("results");
    assertThat(results.path("examples")).isEmpty();
    assertThat(results.path("missing").asLong()).isZero();
    assertThat(results.path("repeated").asLong()).isZero();
    assertThat(results.path("wrongVersion").asLong()).isZero();
    assertThat(results.path("versions")).hasSize(2);
    assertThat(report.path("mostSessions").asInt()).isLessThanOrEqualTo(2);
    assertThat(report.path("swaps"))
        .hasSize(20)
        .allMatch(swap -> swap.path("asExpected").asBoolean());
    assertThat(exit).isZero();
  }
}
