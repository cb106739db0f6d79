package sightline.trainer.score.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sightline.trainer.score.detection.Pictures.CAT;
import static sightline.trainer.score.detection.Pictures.LABELS;
import static sightline.trainer.score.detection.Pictures.difficult;
import static sightline.trainer.score.detection.Pictures.guess;
import static sightline.trainer.score.detection.Pictures.picture;
import static sightline.trainer.score.detection.Pictures.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.geometry.Box;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.VocEvaluator.Points;
import sightline.trainer.testdata.SharedFiles;

class VocEvaluatorTest {

  private static final Box LEFT = new Box(0, 0, 100, 100);
  private static final Box RIGHT = new Box(200, 0, 300, 100);
  private static final Truth LEFT_CAT = truth(CAT, 0, 0, 100, 100);
  private static final Truth RIGHT_CAT = truth(CAT, 200, 0, 300, 100);

  @ParameterizedTest
  @EnumSource(Points.class)
  void shouldGiveTheNumbersOfTheReference(Points points) throws IOException {
    Path folder = SharedFiles.require("vectors/voc-ap-padilla");
    JsonNode expected =
        new ObjectMapper()
            .readTree(folder.resolve("expected.json").toFile())
            .at("/test_case_1/" + (points == Points.ELEVEN ? "eleven_point" : "every_point"));
    var samples = new ArrayList<Sample>();
    var guesses = new ArrayList<Guess>();
    for (int i = 1; i <= 7; i++) {
      String name = "0000" + i;
      Path truths = folder.resolve("tests/test_case_1/gts/" + name + ".txt");
      Path claims = folder.resolve("tests/test_case_1/dets/" + name + ".txt");
      samples.add(
          picture(
              name,
              rows(truths).stream().map(row -> Truth.ofBox(0, box(row, 1))).toArray(Truth[]::new)));
      rows(claims)
          .forEach(row -> guesses.add(guess(name, 0, Double.parseDouble(row[1]), box(row, 2))));
    }

    for (String iou : List.of("0.1", "0.3", "0.5", "0.75")) {
      var evaluator = new VocEvaluator(points, Double.parseDouble(iou), true);

      VocScore score = evaluator.score(samples, guesses, List.of("object"));

      assertThat(score.map()).as(iou).isCloseTo(expected.get(iou).asDouble(), within(1e-9));
    }
  }

  @Test
  void shouldHoldASecondGuessForOneObjectAgainstTheModel() {
    var guesses =
        List.of(guess("1", CAT, .9, LEFT), guess("1", CAT, .8, LEFT), guess("1", CAT, .7, RIGHT));

    VocScore score = every().score(List.of(picture("1", LEFT_CAT, RIGHT_CAT)), guesses, LABELS);

    assertThat(score.map()).isCloseTo(.5 + .5 * 2 / 3, within(1e-12));
    assertThat(score.classes().get(CAT).curve().precision()).containsExactly(1, .5, 2 / 3.);
  }

  @Test
  void shouldLeaveOutADifficultObjectAndWhatFindsIt() {
    var guesses = List.of(guess("1", CAT, .9, RIGHT), guess("1", CAT, .8, LEFT));

    VocScore score =
        every().score(List.of(picture("1", LEFT_CAT, difficult(RIGHT_CAT))), guesses, LABELS);

    assertThat(score.map()).isEqualTo(1);
    assertThat(score.classes().get(1).ap()).isEqualTo(-1);
  }

  @Test
  void shouldRefuseAnOverlapOutOfRange() {
    assertThatThrownBy(() -> new VocEvaluator(Points.EVERY, 50, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("least overlap is 50.0, expected 0 to 1");
  }

  private static VocEvaluator every() {
    return new VocEvaluator(Points.EVERY, .5, false);
  }

  private static List<String[]> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split(" ")).toList();
  }

  private static Box box(String[] row, int at) {
    float left = Float.parseFloat(row[at]);
    float top = Float.parseFloat(row[at + 1]);
    return new Box(
        left, top, left + Float.parseFloat(row[at + 2]), top + Float.parseFloat(row[at + 3]));
  }
}
