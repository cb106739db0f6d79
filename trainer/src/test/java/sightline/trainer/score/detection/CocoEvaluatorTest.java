package sightline.trainer.score.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sightline.trainer.score.detection.Pictures.CAT;
import static sightline.trainer.score.detection.Pictures.DOG;
import static sightline.trainer.score.detection.Pictures.LABELS;
import static sightline.trainer.score.detection.Pictures.crowd;
import static sightline.trainer.score.detection.Pictures.difficult;
import static sightline.trainer.score.detection.Pictures.guess;
import static sightline.trainer.score.detection.Pictures.perfect;
import static sightline.trainer.score.detection.Pictures.picture;
import static sightline.trainer.score.detection.Pictures.truth;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.CocoEvaluator.Kind;

class CocoEvaluatorTest {

  private static final Box LEFT = new Box(0, 0, 100, 100);
  private static final Box RIGHT = new Box(200, 0, 300, 100);
  private static final Truth LEFT_CAT = truth(CAT, 0, 0, 100, 100);
  private static final Truth RIGHT_CAT = truth(CAT, 200, 0, 300, 100);

  private final CocoEvaluator boxes = new CocoEvaluator(Kind.BOX);

  @Test
  void shouldGiveOneToPerfectGuesses() {
    List<Sample> samples =
        List.of(picture("1", LEFT_CAT, RIGHT_CAT), picture("2", truth(DOG, 5, 5, 15, 15)));

    DetectionScore score = boxes.score(samples, perfect(samples), LABELS);

    assertThat(score.ap()).isCloseTo(1, within(1e-12));
    assertThat(score.apSmall()).isCloseTo(1, within(1e-12));
    assertThat(score.apMedium()).isEqualTo(-1);
    assertThat(score.apLarge()).isCloseTo(1, within(1e-12));
    assertThat(score.ar1()).isEqualTo(.75);
    assertThat(score.ar100()).isEqualTo(1);
    assertThat(score.classes())
        .extracting(DetectionScore.ClassScore::label)
        .containsExactly("cat", "dog");
    assertThat(score.curves()).hasSize(20);
  }

  @Test
  void shouldSayMinusOneWhereNothingIsToBeFound() {
    var guesses = List.of(guess("1", CAT, .9, LEFT));

    DetectionScore score = boxes.score(List.of(picture("1")), guesses, LABELS);

    assertThat(score.ap()).isEqualTo(-1);
    assertThat(score.classes().get(CAT).guesses()).isEqualTo(1);
    assertThat(score.curves()).isEmpty();
  }

  @Test
  void shouldCountOnlyOneOfTwoGuessesForOneObject() {
    var guesses = List.of(guess("1", CAT, .9, LEFT), guess("1", CAT, .8, LEFT));

    DetectionScore score = boxes.score(List.of(picture("1", LEFT_CAT, RIGHT_CAT)), guesses, LABELS);

    // 51 of 101 recalls are reached, at full precision
    assertThat(score.ap()).isCloseTo(51 / 101., within(1e-12));
    assertThat(score.ar100()).isEqualTo(.5);
  }

  @Test
  void shouldHoldNoGuessInACrowdAgainstTheModel() {
    var guesses =
        List.of(
            guess("1", CAT, .9, new Box(210, 10, 220, 20)),
            guess("1", CAT, .8, new Box(230, 10, 240, 20)),
            guess("1", CAT, .7, LEFT));

    DetectionScore score =
        boxes.score(List.of(picture("1", LEFT_CAT, crowd(RIGHT_CAT))), guesses, LABELS);

    assertThat(score.ap()).isCloseTo(1, within(1e-12));
    assertThat(score.classes().get(CAT).truths()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutADifficultObject() {
    var guesses = List.of(guess("1", CAT, .9, RIGHT), guess("1", CAT, .7, LEFT));

    DetectionScore score =
        boxes.score(List.of(picture("1", LEFT_CAT, difficult(RIGHT_CAT))), guesses, LABELS);

    assertThat(score.ap()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldStretchAMaskToThePicture() {
    var leftHalf = new Truth(CAT, LEFT, Mask.ofRuns(4, 2, 0, 4, 4), 4, false, false, 0);
    var guess = new Guess("1", CAT, LEFT, .9, Mask.ofRuns(2, 1, 0, 1, 1));

    DetectionScore score =
        new CocoEvaluator(Kind.MASK).score(List.of(picture("1", leftHalf)), List.of(guess), LABELS);

    assertThat(score.ap()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldLeaveOutAnObjectWhoseMaskNobodyDrew() {
    var drawn = new Truth(CAT, LEFT, Mask.ofRuns(4, 2, 0, 4, 4), 4, false, false, 0);
    var samples = List.of(picture("1", drawn, RIGHT_CAT));
    var guesses = new ArrayList<Guess>(perfect(samples));

    DetectionScore score = new CocoEvaluator(Kind.MASK).score(samples, guesses, LABELS);

    assertThat(score.classes().get(CAT).truths()).isEqualTo(1);
    assertThat(score.ap()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldRefuseAGuessAboutNoPicture() {
    assertThatThrownBy(() -> boxes.score(List.of(), List.of(guess("7", CAT, .9, LEFT)), LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a guess about sample 7, which is not there");
  }

  @Test
  void shouldRefuseAClassWithoutALabel() {
    assertThatThrownBy(
            () -> boxes.score(List.of(picture("1")), List.of(guess("1", 2, .9, LEFT)), LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("class 2 on sample 1, expected 0 to 1");
  }

  @Test
  void shouldRefuseAGuessWithoutAScore() {
    var guesses = List.of(guess("1", CAT, Double.NaN, LEFT));

    assertThatThrownBy(() -> boxes.score(List.of(picture("1")), guesses, LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a guess about sample 1 has no score");
  }

  @Property(tries = 200)
  void shouldKeepEachNumberWithinItsRange(
      @ForAll @Size(max = 8) List<@IntRange(max = 60) Integer> truths,
      @ForAll @Size(max = 12) List<@IntRange(max = 60) Integer> guesses) {
    var sample =
        picture("1", truths.stream().map(x -> truth(CAT, x, 0, x + 20, 20)).toArray(Truth[]::new));
    var claimed =
        guesses.stream().map(x -> guess("1", CAT, x % 7, new Box(x, 0, x + 20, 20))).toList();

    DetectionScore score = boxes.score(List.of(sample), claimed, LABELS);

    if (truths.isEmpty()) {
      assertThat(score.ap()).isEqualTo(-1);
    } else {
      assertThat(score.ap()).isBetween(0., 1.);
      assertThat(score.ap50()).isBetween(0., 1.);
      assertThat(score.ar100()).isBetween(score.ar1(), 1.);
    }
  }
}
