package sightline.trainer.score.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import sightline.trainer.data.Scene;
import sightline.trainer.data.Scene.Part;
import sightline.trainer.score.scene.PanopticScore.Quality;
import sightline.trainer.testdata.SharedFiles;

class PanopticEvaluatorTest {

  private static final List<String> LABELS = List.of("person", "cat", "dog", "wall");
  private static final int PERSON = 0;
  private static final int DOG = 2;

  private final PanopticEvaluator evaluator = new PanopticEvaluator(LABELS, Set.of(0, 1, 2));

  @Test
  void shouldGiveTheNumbersOfTheReference() throws IOException {
    Path folder = SharedFiles.require("vectors/pq-synthetic");
    var json = new ObjectMapper();
    JsonNode expected = json.readTree(folder.resolve("expected.json").toFile());

    evaluator.add(
        read(json.readTree(folder.resolve("gt.json").toFile()), folder.resolve("gt")),
        read(json.readTree(folder.resolve("pred.json").toFile()), folder.resolve("pred")));
    PanopticScore score = evaluator.score();

    assertQuality(score.all(), expected, "");
    assertQuality(score.things(), expected, "_th");
    assertQuality(score.stuff(), expected, "_st");
  }

  @Test
  void shouldNeitherFindNorMissACrowd() {
    evaluator.add(row(List.of(new Part(1, PERSON, true)), 1, 1, 1), row(List.of(), 0, 0, 0));

    assertThat(evaluator.score().all()).isEqualTo(Quality.NONE);
  }

  @Test
  void shouldExcuseASegmentThatLiesOnACrowdOfItsClass() {
    var crowd = row(List.of(new Part(1, PERSON, true)), 1, 1, 1, 0);

    evaluator.add(crowd, row(List.of(new Part(7, PERSON, false)), 7, 7, 0, 0));
    evaluator.add(crowd, row(List.of(new Part(7, DOG, false)), 7, 7, 0, 0));

    assertThat(evaluator.score().classes().get(PERSON).invented()).isZero();
    assertThat(evaluator.score().classes().get(DOG).invented()).isEqualTo(1);
  }

  @Test
  void shouldExcuseASegmentThatLiesMostlyOnUnlabelledPixels() {
    var truth = row(List.of(new Part(1, PERSON, false)), 1, 1, 0, 0, 0);

    evaluator.add(truth, row(List.of(new Part(7, PERSON, false)), 0, 7, 7, 7, 0));

    // the one labelled pixel of the guess is half of the object: not more than a half
    PanopticScore.ClassScore person = evaluator.score().classes().get(PERSON);
    assertThat(person.found()).isZero();
    assertThat(person.missed()).isEqualTo(1);
    assertThat(person.invented()).isZero();
  }

  @Test
  void shouldNotCountUnlabelledPixelsAgainstTheOverlap() {
    var truth = row(List.of(new Part(1, PERSON, false)), 1, 1, 0, 0, 0);

    evaluator.add(truth, row(List.of(new Part(7, PERSON, false)), 7, 7, 7, 7, 0));

    assertThat(evaluator.score().things()).isEqualTo(new Quality(1, 1, 1));
  }

  private static void assertQuality(Quality quality, JsonNode expected, String ending) {
    assertThat(100 * quality.panoptic())
        .isCloseTo(expected.get("PQ" + ending).asDouble(), within(1e-9));
    assertThat(100 * quality.segmentation())
        .isCloseTo(expected.get("SQ" + ending).asDouble(), within(1e-9));
    assertThat(100 * quality.recognition())
        .isCloseTo(expected.get("RQ" + ending).asDouble(), within(1e-9));
  }

  private static Scene row(List<Part> parts, int... ids) {
    return new Scene(ids.length, 1, ids, parts);
  }

  private static Scene read(JsonNode json, Path folder) throws IOException {
    JsonNode annotation = json.at("/annotations/0");
    BufferedImage image =
        ImageIO.read(folder.resolve(annotation.get("file_name").asText()).toFile());
    int[] colors =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    List<Part> parts =
        StreamSupport.stream(annotation.get("segments_info").spliterator(), false)
            .map(one -> new Part(one.get("id").asInt(), one.get("category_id").asInt(), false))
            .toList();
    return new Scene(
        image.getWidth(),
        image.getHeight(),
        Arrays.stream(colors)
            .map(color -> (color >> 16 & 255) | (color & 0xff00) | (color & 255) << 16)
            .toArray(),
        parts);
  }
}
