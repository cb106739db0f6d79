package sightline.trainer.score.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.trainer.score.detection.Pictures.CAT;
import static sightline.trainer.score.detection.Pictures.DOG;
import static sightline.trainer.score.detection.Pictures.LABELS;
import static sightline.trainer.score.detection.Pictures.crowd;
import static sightline.trainer.score.detection.Pictures.guess;
import static sightline.trainer.score.detection.Pictures.picture;
import static sightline.trainer.score.detection.Pictures.truth;

import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.trainer.score.detection.Confusion.PictureErrors;

class ConfusionEvaluatorTest {

  private static final Box LEFT = new Box(0, 0, 100, 100);
  private static final Box RIGHT = new Box(200, 0, 300, 100);

  private final ConfusionEvaluator evaluator = new ConfusionEvaluator(.5, .3);

  @Test
  void shouldCountWhatIsTakenForWhat() {
    var samples = List.of(picture("1", truth(CAT, 0, 0, 100, 100), truth(DOG, 0, 200, 50, 250)));
    var guesses =
        List.of(guess("1", DOG, .9, LEFT), guess("1", CAT, .8, RIGHT), guess("1", CAT, .2, RIGHT));

    Confusion confusion = evaluator.score(samples, guesses, LABELS);

    assertThat(confusion.counts()) // cat, dog, missed
        .isDeepEqualTo(
            new long[][] {
              {0, 1, 0},
              {0, 0, 1},
              {1, 0, 0}
            });
  }

  @Test
  void shouldPreferTheGuessOfTheRightClassWhereTwoLieAlike() {
    var samples = List.of(picture("1", truth(CAT, 0, 0, 100, 100)));
    var guesses = List.of(guess("1", DOG, .9, LEFT), guess("1", CAT, .8, LEFT));

    Confusion confusion = evaluator.score(samples, guesses, LABELS);

    assertThat(confusion.pictures()).containsExactly(new PictureErrors("1", 1, 0, 1, 0, .9));
  }

  @Test
  void shouldNameThePictureWithTheGravestErrorsFirst() {
    var samples =
        List.of(
            picture("fair", truth(CAT, 0, 0, 100, 100)),
            picture("bad", truth(CAT, 0, 0, 100, 100)),
            picture("doubtful"));
    var guesses = List.of(guess("fair", CAT, .9, LEFT), guess("doubtful", CAT, .4, LEFT));

    Confusion confusion = evaluator.score(samples, guesses, LABELS);

    assertThat(confusion.pictures())
        .extracting(PictureErrors::sample)
        .containsExactly("bad", "doubtful", "fair");
  }

  @Test
  void shouldExcuseAGuessInACrowd() {
    var samples = List.of(picture("1", crowd(truth(CAT, 0, 0, 100, 100))));
    var guesses = List.of(guess("1", CAT, .9, new Box(10, 10, 20, 20)));

    Confusion confusion = evaluator.score(samples, guesses, LABELS);

    assertThat(confusion.pictures()).containsExactly(new PictureErrors("1", 0, 0, 0, 0, 0));
  }
}
