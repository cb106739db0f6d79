package sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a recipe, what comes of it is a recipe or one sentence. */
class HostileRecipesTest {

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1e999",
          ".nan",
          "-.inf",
          "999999999999999999999",
          "[]",
          "{}",
          "null",
          "~",
          "'text'",
          "true",
          "[1, [2]]",
          "{a: {b: c}}",
          "\"\\0\\n\"",
          "&a [*a]",
          "!!binary aGk=",
          "2026-01-01",
          "0x7f",
          "\u2028",
          "? x",
          "|\n  a\n  b",
          "*nobody",
          "!!java.io.File x");

  private static final String MANUAL = Recipes.manualText();

  @Property(tries = 500)
  void shouldTakeOrRefuseAnyOverride(@ForAll("keys") String key, @ForAll("values") String value) {
    assertOneSentence("", List.of(key + "=" + value));
  }

  @Property(tries = 500)
  void shouldTakeOrRefuseAManualWithALineSpoiled(
      @ForAll("places") int place, @ForAll("values") String value) {
    int at = place % MANUAL.length();

    assertOneSentence(MANUAL.substring(0, at) + value + MANUAL.substring(at), List.of());
  }

  @Property(tries = 300)
  void shouldTakeOrRefuseAnyText(@ForAll String text) {
    assertOneSentence(text, List.of());
  }

  @Example
  void shouldRefuseWhatIsNestedTooDeep() {
    assertOneSentence("[".repeat(100_000), List.of());
    assertOneSentence("{a: ".repeat(50_000), List.of());
    assertOneSentence("- ".repeat(100_000), List.of());
    assertOneSentence("", List.of("a.".repeat(50_000) + "=1"));
  }

  @Example
  void shouldRefuseAliasesThatGrow() {
    var text = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertOneSentence(text.toString(), List.of());
  }

  private static void assertOneSentence(String text, List<String> overrides) {
    try {
      Recipe recipe = Recipes.read(text, overrides);
      assertThat(Recipes.read(Recipes.text(recipe))).isEqualTo(recipe);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
      assertThat(e.getMessage().lines()).hasSize(1);
      assertThat(e.getMessage()).doesNotContain("com.fasterxml", "Exception", "java.util");
    }
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "name",
        "task",
        "seed",
        "labels",
        "data",
        "data.path",
        "data.holdOut",
        "input",
        "input.width",
        "input.layout",
        "input.mean",
        "input.mean.first",
        "input.std",
        "input.scale",
        "net",
        "net.parameters",
        "net.parameters.x",
        "net.parameters.x.y",
        "loss.weights",
        "loss.weights.x",
        "loss.kind",
        "augment.zoom",
        "augment.holes",
        "schedule",
        "schedule.epochs",
        "schedule.learningRate",
        "schedule.clip",
        "budget.minutes",
        "start.freeze",
        "publish.golden",
        "publish.alias",
        "",
        ".",
        "..",
        "name.x",
        "nobody",
        " name ",
        "schedule.",
        "data.path.x");
  }

  @Provide
  Arbitrary<String> values() {
    return Combinators.combine(Arbitraries.of(VALUES), Arbitraries.strings().ofMaxLength(6))
        .as((value, more) -> more.length() % 3 == 0 ? value : value + more);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 100_000);
  }
}
