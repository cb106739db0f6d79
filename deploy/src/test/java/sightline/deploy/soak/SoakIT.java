package sightline.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.inference.testmodel.BlobDetector;

/** The soak itself, short: processes die, and every frame is accounted for. */
class SoakIT {

  @TempDir Path folder;

  @Test
  void shouldAcceptThePlatformAlthoughBrokerAndWorkerAreKilled() throws Exception {
    Path model = Files.write(folder.resolve("blob.onnx"), BlobDetector.bytes());
    Path json = folder.resolve("soak.json");
    Path page = folder.resolve("soak.html");

    int exit =
        new CommandLine(new SoakCommand())
            .execute(
                "--minutes=0.4",
                "--seed=3",
                "--faults=broker,worker,poison",
                "--cameras=3",
                "--fps=3",
                "--model=" + model,
                "--json=" + json,
                "--report=" + page);

    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.path("cameras"))
        .hasSize(3)
        .allSatisfy(camera -> assertThat(camera.path("differences")).isEmpty());
    assertThat(report.path("missing").asLong()).isZero();
    assertThat(report.path("duplicates").asLong()).isZero();
    assertThat(report.path("orderViolations").asLong()).isZero();
    assertThat(report.path("faults")).allMatch(fault -> fault.path("ran").asBoolean());
    assertThat(page).content().contains("Soak <span class=\"good\">passed");
    assertThat(exit).isZero();
  }
}
