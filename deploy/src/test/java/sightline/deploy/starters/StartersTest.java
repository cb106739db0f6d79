package sightline.deploy.starters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartersTest {

  private static final String INDEX =
      """
      slots:
        - {slot: street-objects, files: [one.onnx, two.onnx], bound: 1, cameras: [day]}
        - {slot: street-ground, files: [two.onnx], tracker: none}
      cameras:
        - {name: day, location: "scene:junction?seed=7"}
      """;

  @TempDir Path folder;

  @BeforeEach
  void models() throws Exception {
    Files.writeString(folder.resolve("one.onnx"), "one");
    Files.writeString(folder.resolve("one.manifest.yaml"), "name: one");
    Files.writeString(folder.resolve("two.onnx"), "two");
  }

  @Test
  void shouldNameSlotsAndSparesWithFilesThatAreThere() throws Exception {
    write(INDEX);

    try (Starters starters = Starters.in(folder).orElseThrow()) {
      var slot = starters.slots(Set.of("day")).get(0);
      Path model = Path.of(slot.path("model").asText());
      assertThat(slot.path("name").asText()).isEqualTo("street-objects");
      assertThat(model).hasContent("one");
      assertThat(model.resolveSibling("one.manifest.yaml")).hasContent("name: one");
      assertThat(slot.path("cameras").get(0).asText()).isEqualTo("day");
      assertThat(starters.spares()).hasSize(1);
      assertThat(starters.spares().get(0).file()).hasContent("two");
      assertThat(starters.trackers()).hasToString("{\"street-ground\":\"none\"}");
      assertThat(starters.cameras()).extracting(StarterIndex.Camera::name).containsExactly("day");
    }
  }

  @Test
  void shouldLookAtEveryCameraWhenItsOwnAreNotThere() throws Exception {
    write(INDEX);

    try (Starters starters = Starters.in(folder).orElseThrow()) {
      assertThat(starters.slots(Set.of("gate")).get(0).path("cameras")).isEmpty();
    }
  }

  @Test
  void shouldLeaveNothingBehind() throws Exception {
    write(INDEX);
    Starters starters = Starters.in(folder).orElseThrow();
    Path file = starters.spares().get(0).file();

    starters.close();

    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void shouldBeNoneWithoutAnIndex() throws Exception {
    assertThat(Starters.in(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bound: 1 | bound: 3 | bound of street-objects is 3, expected 1 to 2",
        "two.onnx | ../two.onnx | expected names of files beside the index",
        "two.onnx | absent.onnx | files of street-objects is absent.onnx",
        "slot: street-objects, | '' | slot is null, expected a name",
        "bound: 1 | bund: 1 | bund",
        "slots: | '' | index of the starter models"
      })
  void shouldRefuseAnIndexInOneSentence(String part, String instead, String words)
      throws Exception {
    write(INDEX.replace(part, instead));

    assertThatThrownBy(() -> Starters.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  private void write(String index) throws Exception {
    Files.writeString(folder.resolve("index.yaml"), index);
  }
}
