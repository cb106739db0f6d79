package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/** Nets for 16x16 px with two classes. */
class InstanceMasksTest {

  private static final InputSpec INPUT = MaskManifests.stretched(16, 16);
  private static final MaskGrid GRID = MaskManifests.grid(16, 16, INPUT);
  private static final ModelManifest YOLO = manifest("yolov8-instance", Map.of());
  private static final ModelManifest RCNN = manifest("mask-rcnn", Map.of());

  /** Two anchors; one prototype that is 1 in the left half and -1 in the right. */
  private final Tensor rows = new Tensor("output0", 7, 2);

  private final Tensor prototypes = new Tensor("output1", 1, 4, 4);

  @Test
  void shouldCoverWhereTheSumOfPrototypesIsPositiveInsideTheBox() {
    prototype();
    anchor(1, 8, 8, 8, 8, 0, .9f, 1);

    List<Detection> found = read(YOLO, List.of(rows, prototypes));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).classId()).isEqualTo(1);
    assertThat(MaskModel.pixels(found.get(0).mask()))
        .isEqualTo(MaskModel.pixels(rectangle(4, 4, 8, 12)));
  }

  @Test
  void shouldCoverTheOtherHalfWhenTheFactorIsNegative() {
    prototype();
    anchor(0, 8, 8, 16, 16, .9f, 0, -1);

    List<Detection> found = read(YOLO, List.of(rows, prototypes));

    assertThat(found.get(0).mask()).isEqualTo(rectangle(8, 0, 16, 16));
  }

  @Test
  void shouldGiveABoxWithoutMaskWhenNoPixelIsItsOwn() {
    prototype();
    anchor(0, 12, 8, 4, 4, .9f, 0, 1);

    assertThat(read(YOLO, List.of(rows, prototypes)).get(0).mask()).isEqualTo(Mask.NONE);
  }

  @Test
  void shouldRefuseRowsThatLackTheFactors() {
    var lacking = new Tensor("output0", 6, 2);

    assertThatThrownBy(() -> read(YOLO, List.of(lacking, prototypes)))
        .hasMessageStartingWith(
            "expected yolov8-instance rows for 2 classes and 1 prototypes, found [output0[6,2]");
  }

  @Property(tries = 100)
  void shouldPasteMasksAsTheNaiveWayDoes(@ForAll long seed) {
    var random = new Random(seed);
    List<Tensor> outputs = regions(1, 5);
    float[] box = outputs.get(0).values();
    box[0] = random.nextFloat() * 10 - 2;
    box[1] = random.nextFloat() * 10 - 2;
    box[2] = box[0] + .5f + random.nextFloat() * 12;
    box[3] = box[1] + .5f + random.nextFloat() * 12;
    for (int i = 0; i < 25; i++) {
      outputs.get(3).values()[i] = random.nextFloat();
    }

    Mask mask =
        MaskRcnnDecoder.of(RCNN).mask(outputs, 0, new Box(box[0], box[1], box[2], box[3]), GRID);

    var pixels = MaskModel.pixels(mask);
    for (int pixel = 0; pixel < 256; pixel++) {
      double x = (pixel / 16 + .5 - box[0]) / (box[2] - box[0]) * 5;
      double y = (pixel % 16 + .5 - box[1]) / (box[3] - box[1]) * 5;
      double chance = NaiveBilinear.inZeros(outputs.get(3).values(), 0, 5, x, y);
      if (Math.abs(chance - .5) > 1e-3) {
        assertThat(pixels.get(pixel)).isEqualTo(chance > .5);
      }
    }
  }

  @Test
  void shouldTakeTheMaskOfTheObjectsOwnClass() {
    var masks = new Tensor("masks", 1, 3, 2, 2);
    Arrays.fill(masks.values(), 8, 12, 1);
    List<Tensor> outputs = regions(1, 2);
    put(outputs, 0, 2, 0, 0, 16, 16);

    List<Detection> found =
        read(RCNN, List.of(outputs.get(0), outputs.get(1), outputs.get(2), masks));

    assertThat(found.get(0).classId()).isEqualTo(1);
    assertThat(found.get(0).mask().counts()).isNotEmpty();
  }

  @Test
  void shouldReadASingleObjectWhoseAxesWereDropped() {
    var box = new Tensor("boxes", 4);
    var label = new Tensor("labels");
    var score = new Tensor("scores");
    var mask = new Tensor("masks", 1, 2, 2);
    List<Tensor> outputs = List.of(box, label, score, mask);
    put(outputs, 0, 1, 0, 0, 16, 16);
    Arrays.fill(mask.values(), 1);

    assertThat(read(RCNN, outputs)).hasSize(1);
  }

  @Test
  void shouldReadNoObjects() {
    assertThat(read(RCNN, regions(0, 28))).isEmpty();
  }

  @Test
  void shouldLeaveOutClassesWithoutLabel() {
    List<Tensor> outputs = regions(3, 2);
    put(outputs, 0, 0, 0, 0, 16, 16);
    put(outputs, 1, 3, 0, 0, 16, 16);
    put(outputs, 2, Float.NaN, 0, 0, 16, 16);

    assertThat(read(RCNN, outputs)).isEmpty();
  }

  @Test
  void shouldRefuseAsManyMasksAsNobodyAskedFor() {
    List<Tensor> outputs = regions(2, 2);
    var masks = new Tensor("masks", 2, 7, 2, 2);

    assertThatThrownBy(
            () ->
                MaskRcnnDecoder.of(RCNN)
                    .decode(
                        List.of(outputs.get(0), outputs.get(1), outputs.get(2), masks),
                        new Candidates(9)))
        .hasMessageStartingWith("expected boxes, labels, scores and masks of as many objects");
  }

  private void prototype() {
    for (int cell = 0; cell < 16; cell++) {
      prototypes.values()[cell] = cell % 4 < 2 ? 1 : -1;
    }
  }

  private void anchor(int anchor, float... column) {
    for (int row = 0; row < column.length; row++) {
      rows.values()[2 * row + anchor] = column[row];
    }
  }

  private static Mask rectangle(int left, int top, int right, int bottom) {
    var writer = new MaskWriter(16, 16);
    for (int x = left; x < right; x++) {
      writer.cover(16 * x + top, 16 * x + bottom);
    }
    return writer.mask();
  }

  /** Boxes, labels, scores and masks with nothing in them. */
  static List<Tensor> regions(int count, int side) {
    return List.of(
        new Tensor("boxes", count, 4),
        new Tensor("labels", count),
        new Tensor("scores", count),
        new Tensor("masks", count, 1, side, side));
  }

  static void put(List<Tensor> outputs, int index, float label, float... box) {
    System.arraycopy(box, 0, outputs.get(0).values(), 4 * index, 4);
    outputs.get(1).values()[index] = label;
    outputs.get(2).values()[index] = .9f;
  }

  private static List<Detection> read(ModelManifest manifest, List<Tensor> outputs) {
    return Readings.of(manifest.withMinScore(.25f), new Reading.Bounds(100, 4096))
        .read(outputs, Letterbox.fit(new FrameSize(16, 16), INPUT), () -> {});
  }

  private static ModelManifest manifest(String family, Map<String, String> parameters) {
    return MaskManifests.of(new DecoderSpec(family, parameters), INPUT, "person", "car");
  }
}
