package sightline.deploy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RegistrySectionTest {

  private static final Path STORE = Path.of("/data/models");

  private final ObjectNode section = JsonNodeFactory.instance.objectNode();

  @Test
  void shouldFillInWhatOnlyThisProcessKnows() {
    ObjectNode whole = complete();

    assertThat(whole.path("bootstrapServers").asText()).isEqualTo("kafka:9092");
    assertThat(whole.path("applicationId").asText()).isEqualTo("workers");
    assertThat(whole.path("storeFolder").asText()).isEqualTo("/data/models");
    assertThat(section).isEmpty();
  }

  @Test
  void shouldStartTheCheckWithThisJavaAndTheClassPathInTheEnvironment() {
    JsonNode checker = complete().path("checker");

    assertThat(checker.path("command").path(0).asText()).endsWith("/bin/java");
    assertThat(checker.path("command").toString())
        .contains("-Xmx")
        .doesNotContain("-cp")
        .endsWith("\"sightline.inference.check.CheckMain\"]");
    assertThat(checker.path("environment").path("CLASSPATH").asText().split(File.pathSeparator))
        .isNotEmpty()
        .allMatch(entry -> Path.of(entry).isAbsolute());
  }

  @Test
  void shouldLeaveWhatTheOperatorSaid() {
    section.put("storeFolder", "/elsewhere").putObject("checker").putArray("command").add("true");

    ObjectNode whole = complete();

    assertThat(whole.path("storeFolder").asText()).isEqualTo("/elsewhere");
    assertThat(whole.path("checker").toString()).isEqualTo("{\"command\":[\"true\"]}");
  }

  @Test
  void shouldAskARegistryThatListensEverywhereOnThisMachine() {
    assertThat(RegistrySection.url("0.0.0.0", 8083)).isEqualTo("http://127.0.0.1:8083");
    assertThat(RegistrySection.url("10.0.0.7", 1)).isEqualTo("http://10.0.0.7:1");
  }

  @Test
  void shouldKeepTheModelsAsLongAsTheLog() throws Exception {
    try (StoreFolder kept = StoreFolder.beside("/data/log");
        StoreFolder temporary = StoreFolder.beside("")) {
      assertThat(kept.path()).isEqualTo(Path.of("/data/log-models"));
      assertThat(temporary.path()).isDirectory();

      temporary.close();

      assertThat(temporary.path()).doesNotExist();
    }
  }

  private ObjectNode complete() {
    return RegistrySection.complete(section, "kafka:9092", "workers", STORE);
  }
}
