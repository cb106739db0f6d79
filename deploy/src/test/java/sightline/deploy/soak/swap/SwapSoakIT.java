package sightline.deploy.soak.swap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.soak.SoakCommand;
import sightline.inference.testmodel.BlobDetector;

/** Twenty swaps under load, four of them gone wrong: every frame has the result it was due. */
class SwapSoakIT {

  @TempDir Path folder;

  @Test
  void shouldGiveEveryFrameTheVersionItsOffsetSaysWhenModelsAreSwappedUnderLoad() throws Exception {
    Path model = Files.write(folder.resolve("blob.onnx"), BlobDetector.bytes());
    Path json = folder.resolve("swaps.json");

    int exit =
        new CommandLine(new SoakCommand())
            .execute("--faults=swap", "--swaps=20", "--model=" + model, "--json=" + json);

    assertThat(exit).as("0 passed, 1 something is wrong, which the report says").isBetween(0, 1);
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    requireEveryFrameHasItsResult(report.path("results"));
    assertThat(report.path("mostSessions").asInt()).isEqualTo(2);
    requireSwaps(report.path("swaps"));
    assertThat(report.path("longestGaps").path("good").path("millis").asDouble())
        .as("other programs make gaps too, but not such")
        .isLessThan(30_000);
  }

  private static void requireEveryFrameHasItsResult(JsonNode results) {
    assertThat(results.path("examples")).isEmpty();
    assertThat(results.path("frames").asLong()).isPositive();
    assertThat(results.path("results").asLong()).isEqualTo(results.path("frames").asLong());
    for (String wrong :
        List.of("missing", "repeated", "outOfOrder", "wrongVersion", "brokenRevisions")) {
      assertThat(results.path(wrong).asLong(-1)).as(wrong).isZero();
    }
    assertThat(results.path("versions")).hasSize(2);
  }

  /** What is refused has changed nothing: the next swap begins where this one did. */
  private static void requireSwaps(JsonNode swaps) {
    assertThat(swaps).hasSize(20).allMatch(swap -> swap.path("asExpected").asBoolean());
    String runs = swaps.path(0).path("from").asText();
    for (JsonNode swap : swaps) {
      assertThat(swap.path("from").asText()).as("before %s", swap).isEqualTo(runs);
      if (swap.path("state").asText().equals("SWITCHED")) {
        runs = swap.path("to").asText();
      }
      if (Set.of("corrupt", "gone").contains(swap.path("kind").asText())) {
        assertThat(swap.path("problem").asText())
            .contains("cannot serve " + swap.path("to").asText());
      }
    }
  }
}
