package sightline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.Terminal.Outcome;
import sightline.inference.testmodel.BlobDetector;

/** The demo with models that come with it: several slots, a spare version, figures in the end. */
class DemoIT {

  private static final String INDEX =
      """
      slots:
        - {slot: street-objects, files: [objects-1.onnx, objects-2.onnx], bound: 1}
        - {slot: people, files: [people.onnx], bound: 1, cameras: [dusk]}
      cameras:
        - {name: day, location: "scene:junction?seed=7&size=320x240&fps=4&day=0"}
        - {name: dusk, location: "scene:junction?seed=8&size=320x240&fps=4&day=0&odd=0.3"}
      """;

  @TempDir Path folder;

  @Test
  void shouldSumUpARunWithSeveralModels() throws Exception {
    Files.writeString(folder.resolve("index.yaml"), INDEX);
    Files.write(folder.resolve("objects-1.onnx"), model('a'));
    Files.write(folder.resolve("objects-2.onnx"), model('b'));
    Files.write(folder.resolve("people.onnx"), model('c'));

    try (Terminal terminal = Terminal.open()) {
      Outcome end = terminal.run("demo", "--starters", folder.toString(), "--for", "20s", "--json");

      assertThat(end.exit()).as(end.said() + end.complained()).isZero();
      JsonNode summary = end.json();
      assertThat(summary.at("/ledger/balances").asBoolean()).isTrue();
      assertThat(summary.at("/ledger/accounts")).hasSize(3);
      assertThat(summary.at("/frames/inferred/street-objects").asLong()).isPositive();
      assertThat(summary.at("/frames/inferred/people").asLong()).isPositive();
      assertThat(summary.at("/accuracy")).hasSize(3);
      assertThat(summary.at("/accuracy/0/values/F1").asDouble()).isGreaterThan(.5);
      assertThat(summary.at("/secondsToFirstResult").asDouble()).isPositive();
    }
  }

  @Test
  void shouldRefuseJsonThatNeverEnds() {
    try (Terminal terminal = Terminal.open()) {
      Outcome end = terminal.run("demo", "--json");

      assertThat(end.exit()).isEqualTo(Sightline.BAD_INPUT);
      assertThat(end.complained()).contains("--json needs --for");
    }
  }

  /** The same net each time, with another word that has no effect. */
  private static byte[] model(char word) throws Exception {
    var bytes = new ByteArrayOutputStream();
    bytes.write(BlobDetector.bytes());
    bytes.write(new byte[] {0x32, 1, (byte) word}); // doc_string
    return bytes.toByteArray();
  }
}
