package sightline.trainer.score.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sightline.trainer.data.Scene;

class SceneEvaluatorTest {

  private static final List<String> LABELS = List.of("road", "car", "sky");

  private final SceneEvaluator evaluator = new SceneEvaluator(LABELS);

  @Test
  void shouldCountPixelsClassByClass() {
    Scene truth = scene(0, 0, 0, 1, 1, 9);
    Scene guess = scene(0, 0, 1, 1, 9, 0);

    evaluator.add(truth, guess);
    SceneScore score = evaluator.score();

    assertThat(score.counts())
        .isDeepEqualTo(
            new long[][] {
              {2, 1, 0, 0},
              {0, 1, 0, 1},
              {0, 0, 0, 0}
            });
    assertThat(score.pixelAccuracy()).isEqualTo(.6);
    assertThat(score.meanIou()).isCloseTo((2 / 3. + 1 / 3.) / 2, within(1e-12));
    assertThat(score.meanDice()).isCloseTo((4 / 5. + 2 / 4.) / 2, within(1e-12));
    assertThat(score.meanAccuracy()).isCloseTo((2 / 3. + 1 / 2.) / 2, within(1e-12));
  }

  @Test
  void shouldLeaveOutAClassThatIsNowhere() {
    evaluator.add(scene(0, 1), scene(0, 1));

    SceneScore score = evaluator.score();

    assertThat(score.classes().get(2)).isEqualTo(new SceneScore.ClassScore("sky", 0, -1, -1, -1));
    assertThat(score.meanIou()).isEqualTo(1);
  }

  @Test
  void shouldSayMinusOneWithoutAnyScene() {
    assertThat(evaluator.score().meanIou()).isEqualTo(-1);
  }

  @Test
  void shouldRefuseAClassWithoutALabel() {
    var strange = new Scene(1, 1, new int[1], List.of(new Scene.Part(0, 3, false)));

    assertThatThrownBy(() -> evaluator.add(strange, strange))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a part of a scene has class 3, expected 0 to 2");
  }

  @Test
  void shouldRefuseAGuessOfAnotherSize() {
    assertThatThrownBy(() -> evaluator.add(scene(0, 1), scene(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a scene of 2x1 is guessed as one of 1x1, expected one size");
  }

  @Property
  void shouldKeepEachNumberWithinItsRange(
      @ForAll @Size(12) List<@IntRange(max = 2) Integer> truth,
      @ForAll @Size(12) List<@IntRange(max = 3) Integer> guess) {
    var fresh = new SceneEvaluator(LABELS);

    fresh.add(scene(ints(truth)), scene(ints(guess)));
    SceneScore score = fresh.score();

    assertThat(score.meanIou()).isBetween(0., score.meanDice());
    assertThat(score.meanDice()).isLessThanOrEqualTo(1);
    assertThat(score.pixelAccuracy()).isBetween(0., 1.);
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A row of pixels of these classes; any other class is unlabelled. */
  private static Scene scene(int... classes) {
    var parts =
        IntStream.range(0, LABELS.size())
            .mapToObj(classId -> new Scene.Part(classId, classId, false))
            .toList();
    return new Scene(classes.length, 1, classes, parts);
  }
}
