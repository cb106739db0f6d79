package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;

/** Nets for 16x16 px with the things person and car and the stuff sky and road. */
class PanopticDecodersTest {

  private static final InputSpec INPUT = MaskManifests.stretched(16, 16);
  private static final MaskGrid GRID = MaskManifests.grid(16, 16, INPUT);

  @Test
  void shouldLetTheBetterObjectTakeWhatBothWant() {
    List<Tensor> outputs = objects(new float[] {0, 0, 8, 16}, new float[] {5, 0, 13, 16});
    outputs.get(2).values()[1] = .95f;

    List<Segment> segments = fpn("60").decode(outputs, GRID);

    assertThat(segments)
        .extracting(Segment::classId, segment -> pixels(segment))
        .containsExactlyInAnyOrder(tuple(0, 5 * 16), tuple(0, 8 * 16));
  }

  @Test
  void shouldLeaveOutAnObjectThatIsMostlyTaken() {
    List<Tensor> outputs = objects(new float[] {0, 0, 16, 16}, new float[] {2, 2, 10, 10});
    outputs.get(2).values()[0] = .95f;

    assertThat(fpn("60").decode(outputs, GRID)).hasSize(1);
  }

  @Test
  void shouldFillWhatIsLeftWithStuffThatIsLargeEnough() {
    List<Tensor> outputs = objects(new float[] {0, 0, 16, 8});
    float[] semantic = outputs.get(4).values();
    Arrays.fill(semantic, 256, 256 + 192, 9); // sky: the upper 12 rows
    Arrays.fill(semantic, 512 + 192, 768, 9); // road: the lower 4 rows

    assertThat(fpn("60").decode(outputs, GRID))
        .extracting(Segment::classId, segment -> pixels(segment))
        .containsExactlyInAnyOrder(tuple(0, 128), tuple(2, 64), tuple(3, 64));
    assertThat(fpn("65").decode(outputs, GRID)).hasSize(1);
  }

  @Test
  void shouldRefuseStuffWithoutLabels() {
    var outputs = new ArrayList<>(objects(new float[] {0, 0, 16, 8}));
    outputs.set(4, new Tensor("semantic", 4, 16, 16));

    assertThatThrownBy(() -> fpn("60").decode(outputs, GRID))
        .hasMessageStartingWith("expected semantic scores of 3 channels, found [boxes[1,4]");
  }

  @Test
  void shouldGiveEveryPixelToTheQueryThatWantsItMost() {
    var masks = new Tensor("masks_queries_logits", 2, 16, 16);
    Arrays.fill(masks.values(), 0, 128, 3);
    Arrays.fill(masks.values(), 128, 256, -9);
    Arrays.fill(masks.values(), 256, 256 + 112, -9);
    Arrays.fill(masks.values(), 256 + 112, 512, 2);

    List<Segment> segments = decode(queries(0, 1), masks);

    assertThat(segments)
        .extracting(Segment::classId, segment -> pixels(segment))
        .containsExactly(tuple(0, 128), tuple(1, 128));
  }

  @Test
  void shouldLeaveOutAQueryThatLostTooMuch() {
    var masks = new Tensor("masks_queries_logits", 2, 16, 16);
    Arrays.fill(masks.values(), 0, 256, -9);
    Arrays.fill(masks.values(), 0, 128, 5);
    Arrays.fill(masks.values(), 256, 256 + 176, 2);
    Arrays.fill(masks.values(), 256 + 176, 512, -9);

    assertThat(decode(queries(0, 1), masks)).extracting(Segment::classId).containsExactly(0);
  }

  @Test
  void shouldMakeOneOfTheSameStuff() {
    var masks = new Tensor("masks_queries_logits", 2, 16, 16);
    Arrays.fill(masks.values(), -9);
    Arrays.fill(masks.values(), 0, 64, 5);
    Arrays.fill(masks.values(), 512 - 64, 512, 5);

    assertThat(decode(queries(2, 2), masks))
        .extracting(Segment::classId, segment -> pixels(segment))
        .containsExactly(tuple(2, 128));
    assertThat(decode(queries(1, 1), masks)).hasSize(2);
  }

  @Test
  void shouldLeaveOutQueriesThatSeeNothing() {
    var masks = new Tensor("masks_queries_logits", 2, 16, 16);
    Arrays.fill(masks.values(), 5);

    assertThat(decode(queries(4, 4), masks)).isEmpty();
  }

  @Test
  void shouldRefuseLogitsOfOtherClasses() {
    var masks = new Tensor("masks_queries_logits", 2, 16, 16);

    assertThatThrownBy(() -> decode(new Tensor("class_queries_logits", 2, 4), masks))
        .hasMessageStartingWith("expected logits of 2 queries and 5 classes, found ");
  }

  private static int pixels(Segment segment) {
    return MaskModel.pixels(segment.mask()).cardinality();
  }

  /** People whose masks fill their boxes, and no stuff. */
  private static List<Tensor> objects(float[]... boxes) {
    List<Tensor> outputs = new ArrayList<>(InstanceMasksTest.regions(boxes.length, 8));
    for (int index = 0; index < boxes.length; index++) {
      InstanceMasksTest.put(outputs, index, 1, boxes[index]);
    }
    Arrays.fill(
        outputs.get(3).values(), 99); // so that corners are square; cells are 1 px at inner edges
    var semantic = new Tensor("semantic", 3, 16, 16);
    Arrays.fill(semantic.values(), 0, 256, 1);
    outputs.add(semantic);
    return outputs;
  }

  private static PanopticFpnDecoder fpn(String stuffArea) {
    return PanopticFpnDecoder.of(
        manifest("panoptic-fpn", Map.of("things", "2", "stuffArea", stuffArea)));
  }

  /** Logits that are sure of these classes; 4 for nothing. */
  private static Tensor queries(int... classIds) {
    var logits = new Tensor("class_queries_logits", classIds.length, 5);
    for (int query = 0; query < classIds.length; query++) {
      logits.values()[5 * query + classIds[query]] = 9;
    }
    return logits;
  }

  private static List<Segment> decode(Tensor logits, Tensor masks) {
    return MaskClassificationDecoder.of(
            manifest("panoptic-mask-classification", Map.of("stuff", "sky,road")))
        .decode(List.of(logits, masks), GRID);
  }

  private static ModelManifest manifest(String family, Map<String, String> parameters) {
    return MaskManifests.of(
        new DecoderSpec(family, parameters), INPUT, "person", "car", "sky", "road");
  }
}
