package sightline.trainer.score.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.CocoEvaluator.Kind;
import sightline.trainer.shape.Polygons;
import sightline.trainer.shape.Runs;
import sightline.trainer.testdata.SharedFiles;

/** The hundred pictures and the detections that come with the reference, in its 24 numbers. */
class CocoReferenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Integer> classes = new TreeMap<>();
  private final List<String> labels = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGiveTheTwelveNumbersOfTheReference(Kind kind) throws IOException {
    Path folder = SharedFiles.require("vectors/coco-eval");
    String name = kind == Kind.BOX ? "bbox" : "segm";
    JsonNode expected = JSON.readTree(folder.resolve("expected.json").toFile());
    List<Sample> samples = samples(folder.resolve(expected.at("/files/gt").asText()));
    List<Guess> guesses = guesses(folder.resolve(expected.at("/files/" + name).asText()));

    DetectionScore score = new CocoEvaluator(kind).score(samples, guesses, labels);

    double[] numbers = numbers(score);
    for (int i = 0; i < 12; i++) {
      assertThat(numbers[i])
          .as(expected.at("/keys/" + i).asText())
          .isCloseTo(expected.get(name).get(i).asDouble(), within(1e-9));
    }
  }

  private static double[] numbers(DetectionScore score) {
    return new double[] {
      score.ap(), score.ap50(), score.ap75(),
      score.apSmall(), score.apMedium(), score.apLarge(),
      score.ar1(), score.ar10(), score.ar100(),
      score.arSmall(), score.arMedium(), score.arLarge()
    };
  }

  private List<Sample> samples(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    for (JsonNode category : root.get("categories")) {
      classes.put(category.get("id").asInt(), labels.size());
      labels.add(category.get("name").asText());
    }
    var truths = new HashMap<Integer, List<Truth>>();
    var sizes = new TreeMap<Integer, FrameSize>();
    for (JsonNode image : root.get("images")) {
      var size = new FrameSize(image.get("width").asInt(), image.get("height").asInt());
      sizes.put(image.get("id").asInt(), size);
    }
    for (JsonNode one : root.get("annotations")) {
      int image = one.get("image_id").asInt();
      truths.computeIfAbsent(image, absent -> new ArrayList<>()).add(truth(one, sizes.get(image)));
    }
    var samples = new ArrayList<Sample>();
    sizes.forEach(
        (id, size) ->
            samples.add(
                new Sample(
                    "" + id,
                    Path.of(""),
                    size,
                    truths.getOrDefault(id, List.of()),
                    SceneSource.NONE)));
    return samples;
  }

  private Truth truth(JsonNode one, FrameSize size) {
    return new Truth(
        classes.get(one.get("category_id").asInt()),
        box(one.get("bbox")),
        mask(one.get("segmentation"), size),
        one.get("area").asDouble(),
        one.get("iscrowd").asInt() == 1,
        false,
        0);
  }

  private static Mask mask(JsonNode segmentation, FrameSize size) {
    if (segmentation.isArray()) {
      var polygons = Stream.<double[]>builder();
      segmentation.forEach(polygon -> polygons.add(JSON.convertValue(polygon, double[].class)));
      return Polygons.mask(polygons.build().toList(), size.width(), size.height());
    }
    int[] counts = JSON.convertValue(segmentation.get("counts"), int[].class);
    return Runs.ofCounts(size.width(), size.height(), counts).mask();
  }

  private List<Guess> guesses(Path file) throws IOException {
    var guesses = new ArrayList<Guess>();
    for (JsonNode one : JSON.readTree(file.toFile())) {
      guesses.add(
          new Guess(
              one.get("image_id").asText(),
              classes.get(one.get("category_id").asInt()),
              one.has("bbox") ? box(one.get("bbox")) : new Box(0, 0, 0, 0),
              one.get("score").asDouble(),
              one.has("segmentation") ? mask(one.get("segmentation")) : Mask.NONE));
    }
    return guesses;
  }

  private static Mask mask(JsonNode encoded) {
    return new Mask(
        encoded.at("/size/1").asInt(),
        encoded.at("/size/0").asInt(),
        encoded.get("counts").asText());
  }

  private static Box box(JsonNode xywh) {
    double left = xywh.get(0).asDouble();
    double top = xywh.get(1).asDouble();
    return new Box(
        (float) left,
        (float) top,
        (float) (left + xywh.get(2).asDouble()),
        (float) (top + xywh.get(3).asDouble()));
  }
}
