package sightline.deploy.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;

class OwnPreparationTest {

  private final OwnPreparation preparation = new OwnPreparation();

  static Stream<Path> recipes() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    Path ofThePage = root.resolve("dashboards/src/main/resources/webroot/example-recipe.yaml");
    try (var files = Files.list(root.resolve("recipes"))) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".yaml")).toList();
      return Stream.concat(all.stream(), Stream.of(ofThePage));
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void shouldDescribeWhatANewcomerBeginsWith(Path file) throws Exception {
    Recipe recipe = Recipes.read(file);

    preparation.rules().check(recipe);

    assertThat(preparation.describe(recipe)).contains("Conv", "Total");
  }

  @Test
  void shouldSayHowManyLabelsItSupposes() {
    Recipe recipe = recipe("{net: {family: yolo}, input: {width: 96, height: 96}}");

    assertThat(preparation.describe(recipe))
        .contains("(3, 3, 35)")
        .endsWith("the last layer is that of 2; data decide how many there are.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net: {family: yolo, parameters: {wide: 3}}",
        "net: {family: ssd, parameters: {wide: 3}}",
        "{net: {family: ssd-fpn}, loss: {parameters: {wide: 3}}}",
        "net: {family: yolox, parameters: {wide: 3}}",
        "{task: locate, net: {family: locate, parameters: {wide: 3}}}",
        "{task: semantic, net: {family: unet, parameters: {wide: 3}}}",
        "{task: semantic, net: {family: fcn}, loss: {parameters: {wide: 3}}}",
        "{task: anomaly, net: {family: vae, parameters: {wide: 3}}}",
        "{task: autoencode, net: {family: autoencoder}, loss: {parameters: {wide: 3}}}",
        "{task: detect, net: {family: wide}}"
      })
  void shouldRefuseInOneSentenceWhatNoFamilyKnows(String yaml) {
    Recipe recipe = Recipes.read(yaml, List.of("input.width=96", "input.height=96"));

    assertThatThrownBy(() -> preparation.rules().check(recipe))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("recipe\\.(net|loss)\\..*wide.*");
  }

  private static Recipe recipe(String yaml) {
    return Recipes.read(yaml);
  }
}
