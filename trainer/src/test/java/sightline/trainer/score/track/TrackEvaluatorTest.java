package sightline.trainer.score.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Truth;
import sightline.trainer.testdata.SharedFiles;

class TrackEvaluatorTest {

  private static final Box HERE = new Box(0, 0, 10, 10);
  private static final Box THERE = new Box(50, 0, 60, 10);

  private final TrackEvaluator evaluator = new TrackEvaluator(.5);

  @Test
  void shouldGiveTheNumbersOfTheReference() throws IOException {
    Path folder = SharedFiles.require("vectors/mot-tud");
    JsonNode expected = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());

    TrackScore campus = score(folder, "TUD-Campus");
    TrackScore city = score(folder, "TUD-Stadtmitte");

    assertNumbers(campus, expected.get("TUD-Campus"));
    assertNumbers(city, expected.get("TUD-Stadtmitte"));
    assertNumbers(campus.plus(city), expected.get("OVERALL"));
  }

  @Test
  void shouldGiveOneToAPerfectTracker() {
    evaluator.add(
        List.of(object(1, HERE), object(2, THERE)), List.of(guess(7, HERE), guess(8, THERE)));
    evaluator.add(List.of(object(1, THERE)), List.of(guess(7, THERE)));

    assertThat(evaluator.score().mota()).isEqualTo(1);
    assertThat(evaluator.score().idf1()).isEqualTo(1);
    assertThat(evaluator.score().mostlyTracked()).isEqualTo(2);
  }

  @Test
  void shouldCountASwitchWhenTheNumberChanges() {
    evaluator.add(List.of(object(1, HERE)), List.of(guess(7, HERE)));
    evaluator.add(List.of(object(1, HERE)), List.of(guess(8, HERE)));

    assertThat(evaluator.score().switches()).isEqualTo(1);
    assertThat(evaluator.score().mota()).isEqualTo(.5);
    assertThat(evaluator.score().idf1()).isEqualTo(.5);
  }

  @Test
  void shouldKeepTheNumberWhereAnotherOverlapsMore() {
    evaluator.add(List.of(object(1, HERE)), List.of(guess(7, HERE)));
    evaluator.add(
        List.of(object(1, HERE)), List.of(guess(8, HERE), guess(7, new Box(2, 0, 12, 10))));

    assertThat(evaluator.score().switches()).isZero();
    assertThat(evaluator.score().invented()).isEqualTo(1);
  }

  @Test
  void shouldCountAFragmentWhenALostObjectIsFoundAgain() {
    evaluator.add(List.of(object(1, HERE)), List.of(guess(7, HERE)));
    evaluator.add(List.of(object(1, HERE)), List.of());
    evaluator.add(List.of(object(1, HERE)), List.of(guess(7, HERE)));
    evaluator.add(List.of(object(1, HERE)), List.of());

    assertThat(evaluator.score().fragmentations()).isEqualTo(1);
    assertThat(evaluator.score().missed()).isEqualTo(2);
  }

  @Test
  void shouldSayMinusOneWithoutObjects() {
    assertThat(evaluator.score().mota()).isEqualTo(-1);
    assertThat(evaluator.score().idf1()).isEqualTo(-1);
  }

  @Test
  void shouldRefuseOneNumberForTwoGuesses() {
    assertThatThrownBy(() -> evaluator.add(List.of(), List.of(guess(7, HERE), guess(7, THERE))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two guesses of one frame have the number 7");
  }

  private static void assertNumbers(TrackScore score, JsonNode expected) {
    double[] numbers = {
      score.idf1(),
      score.identityPrecision(),
      score.identityRecall(),
      score.recall(),
      score.precision(),
      score.tracks(),
      score.mostlyTracked(),
      score.tracks() - score.mostlyTracked() - score.mostlyLost(),
      score.mostlyLost(),
      score.invented(),
      score.missed(),
      score.switches(),
      score.fragmentations(),
      score.mota(),
      score.motp()
    };
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).as("column " + i).isCloseTo(expected.get(i).asDouble(), within(1e-6));
    }
  }

  private static TrackScore score(Path folder, String name) throws IOException {
    Path train = folder.resolve("tests/data/demo_MOT15_data/train");
    var truths = frames(train.resolve(name + "/gt/gt.txt"), row -> object((long) row[1], box(row)));
    var guesses =
        frames(train.resolve("results/" + name + ".txt"), row -> guess((long) row[1], box(row)));
    var evaluator = new TrackEvaluator(.5);
    for (int frame = 1; frame <= Math.max(truths.lastKey(), guesses.lastKey()); frame++) {
      evaluator.add(truths.getOrDefault(frame, List.of()), guesses.getOrDefault(frame, List.of()));
    }
    return evaluator.score();
  }

  private static <T> TreeMap<Integer, List<T>> frames(Path file, Function<double[], T> make)
      throws IOException {
    var frames = new TreeMap<Integer, List<T>>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",");
      var row = new double[6];
      for (int i = 0; i < row.length; i++) {
        row[i] = Double.parseDouble(cells[i]);
      }
      frames.computeIfAbsent((int) row[0], absent -> new ArrayList<>()).add(make.apply(row));
    }
    return frames;
  }

  private static Box box(double[] row) {
    return new Box(
        (float) row[2], (float) row[3], (float) (row[2] + row[4]), (float) (row[3] + row[5]));
  }

  private static Truth object(long track, Box box) {
    return new Truth(0, box, Mask.NONE, box.area(), false, false, track);
  }

  private static TrackGuess guess(long track, Box box) {
    return new TrackGuess(track, box);
  }
}
