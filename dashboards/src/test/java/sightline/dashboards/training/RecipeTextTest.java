package sightline.dashboards.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTextTest {

  private static final int MOST = 4096;

  @Test
  void shouldTakeTheExampleOfThePage() throws Exception {
    try (InputStream example = getClass().getResourceAsStream("/webroot/example-recipe.yaml")) {
      byte[] bytes = Objects.requireNonNull(example, "example").readAllBytes();

      assertThatCode(() -> RecipeText.require(new String(bytes, StandardCharsets.UTF_8), MOST))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                    | The recipe is empty",
        "just words            | The recipe is no list of keys and values",
        "'{task: detect}'      | The recipe has no name",
        "'{name: people}'      | The recipe has no task",
        "'name: [people'       | The recipe is no YAML in line",
      })
  void shouldSayInOneSentenceWhatIsWrong(String recipe, String sentence) {
    assertThatThrownBy(() -> RecipeText.require(recipe, MOST)).hasMessageStartingWith(sentence);
  }

  @Test
  void shouldRefuseWhatIsTooLarge() {
    String recipe = "name: a\ntask: b\n#" + "x".repeat(MOST);

    assertThatThrownBy(() -> RecipeText.require(recipe, MOST))
        .hasMessageContaining("maxTrainingRecipeBytes allows 4096");
  }
}
