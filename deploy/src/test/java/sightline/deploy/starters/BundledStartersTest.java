package sightline.deploy.starters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

/** The models that come with Sightline. */
class BundledStartersTest {

  private static final long LARGEST = 2_000_000;

  @Test
  void shouldBeSmallAndThere() throws Exception {
    try (Starters starters = Starters.bundled().orElseThrow()) {
      JsonNode slots = starters.slots(Set.of("day", "dusk", "odd"));
      assertThat(slots).hasSize(3);
      for (JsonNode slot : slots) {
        assertThat(Files.size(Path.of(slot.path("model").asText()))).isBetween(1L, LARGEST);
      }
      assertThat(starters.spares()).hasSize(1);
      assertThat(Files.size(starters.spares().get(0).file())).isBetween(1L, LARGEST);
    }
  }

  /** A recipe that was changed since has to make its model anew. */
  @ParameterizedTest
  @ValueSource(strings = {"street-objects-1", "street-objects-2", "street-ground", "street-normal"})
  void shouldBeMadeByTheirRecipes(String name) throws Exception {
    Recipe recipe = Recipes.read(Files.readString(Path.of("starters", name + ".yaml")));
    try (InputStream report =
        getClass().getResourceAsStream("/starters/" + name + ".report.json")) {
      JsonNode lineage = new ObjectMapper().readTree(report).path("lineage");

      assertThat(lineage.path("recipe").asText()).isEqualTo("sha256:" + Recipes.digest(recipe));
      assertThat(lineage.path("seed").asLong()).isEqualTo(recipe.seed());
    }
  }
}
