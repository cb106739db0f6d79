package sightline.deploy.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.console.BadInput;

class SeedsTest {

  private static final String DIGEST_OF_ONNX =
      "sha256:41aa1a3cd39e16f18e96e96d7c60bc0ff2c9ae4d80e2a0a1a14d5a7a4c1f0000";
  private static final String SWITCHED = "{'id':'p','slot':'yard','state':'SWITCHED','offsets':{}}";

  private final FakeRegistry registry = new FakeRegistry();
  private final List<String> told = new ArrayList<>();

  @TempDir Path folder;
  private Seed seed;

  @BeforeEach
  void file() throws Exception {
    Path file = Files.writeString(folder.resolve("m.onnx"), "onnx");
    seed = new Seed("yard", file, List.of(), .25, "full");
    registry.on("GET /models", 200, "{'models':[]}");
  }

  @AfterEach
  void end() {
    registry.close();
  }

  @Test
  void shouldImportAndBindWhatIsNotThereYet() throws Exception {
    registry
        .on("POST /models/yard/versions", 202, "{'id':'7','state':'STORED','version':'1'}")
        .on("GET /models/yard/versions/1", 200, "{'family':'yolox','assumed':['boxes are px']}")
        .on("PUT /slots/yard", 202, SWITCHED);

    seeds().sow(List.of(seed));

    assertThat(told)
        .containsExactly(
            "model yard/1, family yolox", " assumed: boxes are px", "slot yard looks with yard/1");
    FakeRegistry.Asked put = registry.asked().get(registry.asked().size() - 1);
    assertThat(put.ifNoneMatch()).isEqualTo("*");
    assertThat(put.body()).contains("\"model\":\"yard/1\"", "\"minScore\":0.25", "[\"*\"]");
  }

  @Test
  void shouldChangeNothingWhenVersionAndSlotAreThere() throws Exception {
    String digest = digest();
    registry
        .on(
            "GET /models/yard",
            200,
            "{'versions':[{'version':'2','digest':'%s'}]}".formatted(digest))
        .on("GET /slots/yard", 200, "{'slot':'yard','model':'yard/1'}");

    seeds().sow(List.of(seed));

    assertThat(told)
        .containsExactly("model yard/2, there already", "slot yard stays as it is, with yard/1");
    assertThat(registry.asked()).allMatch(asked -> asked.line().startsWith("GET"));
  }

  @Test
  void shouldImportAnotherFileOfAModelThatIsThere() throws Exception {
    registry
        .on(
            "GET /models/yard",
            200,
            "{'versions':[{'version':'1','digest':'%s'}]}".formatted(DIGEST_OF_ONNX))
        .on("POST /models/yard/versions", 202, "{'id':'7','state':'STORED','version':'2'}")
        .on("GET /models/yard/versions/2", 200, "{'family':'yolox'}")
        .on("GET /slots/yard", 200, "{'slot':'yard','model':'yard/1'}");

    seeds().sow(List.of(seed));

    assertThat(told).startsWith("model yard/2, family yolox");
  }

  @Test
  void shouldRefuseAFileThatTheCheckRefuses() {
    registry.on(
        "POST /models/yard/versions", 202, "{'id':'7','state':'REFUSED','problem':'no input'}");

    assertThatThrownBy(() -> seeds().sow(List.of(seed)))
        .isInstanceOf(BadInput.class)
        .hasMessageEndingWith("m.onnx was refused: no input");
  }

  private static String digest() throws Exception {
    byte[] hash = java.security.MessageDigest.getInstance("SHA-256").digest("onnx".getBytes(UTF_8));
    return "sha256:" + java.util.HexFormat.of().formatHex(hash);
  }

  private Seeds seeds() {
    var waiting = new Waiting(Clock.systemUTC(), time -> {});
    return new Seeds(
        new RegistryClient(URI.create(registry.url())),
        waiting,
        "ada",
        (part, what) -> told.add(part + " " + what));
  }
}
