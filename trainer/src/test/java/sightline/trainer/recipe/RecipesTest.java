package sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.PerChannel;

class RecipesTest {

  @Test
  void shouldTakeEveryDefaultFromTheManual() {
    Recipe recipe = Recipes.read("");

    assertThat(recipe.schedule().epochs()).isEqualTo(40);
    assertThat(recipe.input().std()).isEqualTo(new PerChannel(255, 255, 255));
    assertThat(recipe.augment().zoom()).containsExactly(1.0, 1.0);
    assertThat(recipe).isEqualTo(Recipes.read(Recipes.manualText()));
  }

  @Test
  void shouldLayARecipeAndThenOverridesOverTheDefaults() {
    Recipe recipe =
        Recipes.read(
            "name: people\nschedule: {epochs: 3, batch: 4}\nbudget:\n",
            List.of("schedule.epochs=7", "net.parameters.width=0.5", "augment.zoom=[0.5, 2]"));

    assertThat(recipe.name()).isEqualTo("people");
    assertThat(recipe.schedule().epochs()).isEqualTo(7);
    assertThat(recipe.schedule().batch()).isEqualTo(4);
    assertThat(recipe.net().parameters()).containsEntry("width", "0.5");
    assertThat(recipe.augment().zoom()).containsExactly(0.5, 2.0);
  }

  @Test
  void shouldTakeOneNumberForAllChannelsAndListsAsParameters() {
    Recipe recipe =
        Recipes.read("input: {mean: 127.5, std: [1, 2, 3]}\nnet: {parameters: {widths: [8, 16]}}");

    assertThat(recipe.input().mean()).isEqualTo(new PerChannel(127.5f, 127.5f, 127.5f));
    assertThat(recipe.input().std()).isEqualTo(new PerChannel(1, 2, 3));
    assertThat(recipe.net().parameters()).containsEntry("widths", "8,16");
  }

  @Test
  void shouldReadItsOwnTextBackAsAnEqualRecipeWithTheSameDigest() {
    Recipe recipe =
        Recipes.read(
            """
            name: "007"
            labels: [yes, "no", 3, "a: b"]
            net: {family: yolo, parameters: {b: 1, a: true, c: "#"}}
            loss: {weights: {box: 2}}
            """);

    Recipe again = Recipes.read(Recipes.text(recipe));

    assertThat(again).isEqualTo(recipe);
    assertThat(Recipes.digest(again)).isEqualTo(Recipes.digest(recipe)).hasSize(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule: {epochs: 0}      | recipe.schedule.epochs is 0, expected 1 to 100000",
        "schedule: {epochs: 2.5}    | recipe.schedule.epochs is 2.5, expected a whole number of at most 2147483647",
        "schedule: {epochs: many}   | recipe.schedule.epochs is many, expected a number",
        "schedule: {epochs: [1]}    | recipe.schedule.epochs is [1], expected a number",
        "schedule: 5                | recipe.schedule is 5, expected keys and values",
        "schedule: {momentum: 1e999} | recipe.schedule.momentum is Infinity, expected 0 to less than 1",
        "input: {width: 0}          | recipe.input.width is 0, expected 1 to 8192",
        "input: {fit: SQUEEZE}      | recipe.input.fit is SQUEEZE, expected one of [LETTERBOX_TOP_LEFT, LETTERBOX_CENTER, STRETCH, CROP]",
        "input: {mean: [1, 2]}      | recipe.input.mean is [1,2], expected one number, three in a list, or keys first, second, third",
        "augment: {zoom: [2, 1]}    | recipe.augment.zoom is [2.0, 1.0], expected the least and the greatest factor, 0.1 to 10",
        "task: guess                | recipe.task is guess, expected one of detect, semantic, multilabel, autoencode, anomaly, locate",
        "budget: {device: tpu}      | recipe.budget.device is tpu, expected one of auto, cpu, cuda",
        "budget: {thread: 2}        | recipe.budget.thread is not a key, expected one of threads, loaders, ahead, minutes, device",
        "loss: {weights: {box: -1}} | recipe.loss.weights.box is -1.0, expected 0 to 1000000",
        "labels: person             | recipe.labels is person, expected a list such as [a, b]",
        "data: {path: a, scene: b}  | recipe.data.scene is b, expected nothing, since data.path is set",
        "[1, 2]                     | the recipe is [1,2], expected keys and values",
      })
  void shouldSayInOneSentenceWhatIsWrong(String text, String sentence) {
    assertThatThrownBy(() -> Recipes.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @Test
  void shouldRefuseAnOverrideThatIsNoneOrNamesNoKey() {
    assertThatThrownBy(() -> Recipes.read("", List.of("epochs")))
        .hasMessage("override 'epochs' is none, expected KEY=VALUE such as schedule.epochs=3");
    assertThatThrownBy(() -> Recipes.read("", List.of("schedule.epoch=3")))
        .hasMessageStartingWith(
            "recipe.schedule.epoch is not a key, expected one of epochs, batch");
  }

  @Test
  void shouldRefuseATextThatIsTooLarge() {
    assertThatThrownBy(() -> Recipes.read("#".repeat(Recipes.MAX_BYTES + 1)))
        .hasMessage("the recipe has 262145 bytes, expected at most 262144");
  }

  @Test
  void shouldLetAFamilyRefuseItsParameters() {
    FamilyRules rules =
        recipe -> {
          throw new IllegalArgumentException("recipe.net.parameters.width is 0, expected 1 to 8");
        };

    assertThatThrownBy(() -> Recipes.checked(Recipes.read(""), rules))
        .hasMessageContaining("width");
  }
}
