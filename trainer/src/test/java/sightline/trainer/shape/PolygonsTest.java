package sightline.trainer.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.geometry.Mask;
import sightline.trainer.testdata.SharedFiles;

class PolygonsTest {

  @Test
  void shouldFillASquareOfWholePixels() {
    Mask mask = Polygons.mask(List.of(new double[] {1, 1, 3, 1, 3, 3, 1, 3}), 4, 4);

    assertThat(mask.runs()).containsExactly(5, 2, 2, 2, 5);
  }

  @Test
  void shouldJoinPolygonsThatOverlap() {
    var left = new double[] {0, 0, 2, 0, 2, 4, 0, 4};
    var middle = new double[] {1, 0, 3, 0, 3, 4, 1, 4};

    Mask mask = Polygons.mask(List.of(left, middle), 4, 4);

    assertThat(mask.runs()).containsExactly(0, 12, 4);
  }

  @Test
  void shouldCoverNothingWithoutPolygons() {
    assertThat(Polygons.mask(List.of(), 4, 3).runs()).containsExactly(12);
  }

  @Test
  void shouldKeepWithinThePicture() {
    var around = new double[] {-50, -50, 50, -50, 50, 50, -50, 50};

    assertThat(Polygons.mask(List.of(around), 4, 3).runs()).containsExactly(0, 12);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 7})
  void shouldRefuseWhatHasNoThreeCorners(int numbers) {
    assertThatThrownBy(() -> Polygons.mask(List.of(new double[numbers]), 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a polygon of %d numbers", numbers);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1e6})
  void shouldRefuseACornerFarAway(double x) {
    assertThatThrownBy(() -> Polygons.mask(List.of(new double[] {x, 0, 1, 0, 1, 1}), 4, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected -100000 to 100000");
  }

  @Test
  void shouldDrawThePolygonsOfTheReference() throws IOException {
    JsonNode vectors =
        new ObjectMapper()
            .readTree(SharedFiles.require("vectors/coco-eval/rle-vectors.json").toFile());
    var all = new ArrayList<Runs>();

    for (JsonNode row : vectors.get("bbox")) {
      Runs drawn = Polygons.runs(List.of(corners(row.get("xywh"))), 20, 20);
      all.add(drawn);
      assertThat(drawn.mask().counts()).isEqualTo(row.at("/rle/counts").asText());
    }
    for (JsonNode row : vectors.get("polygon")) {
      Mask mask = Polygons.mask(List.of(numbers(row.get("xy"))), 20, 20);
      assertThat(mask.counts()).isEqualTo(row.at("/rle/counts").asText());
    }
    assertThat(all).hasSize(10);
    assertThat(all.stream().reduce(Runs::union).orElseThrow().mask().counts())
        .isEqualTo(vectors.at("/bbox_union/counts").asText());
  }

  private static double[] corners(JsonNode xywh) {
    double[] box = numbers(xywh);
    double right = box[0] + box[2];
    double bottom = box[1] + box[3];
    return new double[] {box[0], box[1], box[0], bottom, right, bottom, right, box[1]};
  }

  private static double[] numbers(JsonNode array) {
    var numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }
}
