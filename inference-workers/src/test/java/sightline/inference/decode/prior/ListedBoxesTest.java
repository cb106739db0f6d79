package sightline.inference.decode.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sightline.inference.decode.prior.SmallNet.edges;
import static sightline.inference.decode.prior.SmallNet.tensor;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Tensor;

/** Nets for 100x50 px that list their boxes themselves, or query by query. */
class ListedBoxesTest {

  @Test
  void shouldReadAsManyOfTensorFlowsBoxesAsCount() {
    Tensor boxes = tensor("detection_boxes:0", List.of(2, 4), .2f, .1f, .6f, .5f, 0, 0, 1, 1);
    Tensor classes = tensor("detection_classes:0", List.of(2), 2, 1);
    Tensor scores = tensor("detection_scores:0", List.of(2), .9f, .8f);
    Tensor count = tensor("num_detections:0", List.of(), 1);

    Candidates found = net("tf-detection", 2).decode(boxes, classes, scores, count);

    assertThat(found.size()).isEqualTo(1);
    assertThat(edges(found, 0)).containsExactly(new float[] {10, 10, 50, 30}, within(1e-4f));
    assertThat(found.classId(0)).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutClassesWithoutLabel() {
    Tensor boxes = tensor("detection_boxes", List.of(2, 4), 0, 0, 1, 1, 0, 0, 1, 1);
    Tensor classes = tensor("detection_classes", List.of(2), 3, Float.NaN);
    Tensor scores = tensor("detection_scores", List.of(2), .9f, .8f);

    Candidates found = net("tf-detection", 2).decode(boxes, classes, scores);

    assertThat(found.size()).isZero();
    assertThat(found.impossible()).isEqualTo(2);
  }

  @Test
  void shouldReadDetectionOutputUpToItsEnd() {
    float[] rows = {0, 1, .9f, .1f, .2f, .5f, .6f, -1, 1, .9f, 0, 0, 1, 1, 0, 2, .9f, 0, 0, 1, 1};
    Tensor output = tensor("detection_out", List.of(1, 3, 7), rows);

    Candidates found = net("detection-output", 2).decode(output);

    assertThat(found.size()).isEqualTo(1);
    assertThat(edges(found, 0)).containsExactly(new float[] {10, 10, 50, 30}, within(1e-4f));
    assertThat(found.classId(0)).isZero();
  }

  @Test
  void shouldTakeTheBestClassOfAQueryButNothing() {
    Tensor logits = tensor("logits", List.of(2, 3), 0, 2, 0, 0, 0, 9);
    Tensor boxes = tensor("pred_boxes", List.of(2, 4), .5f, .5f, .2f, .4f, .5f, .5f, 1, 1);

    Candidates found = net("detr", 2).decode(logits, boxes);

    double sum = Math.exp(2) + 2;
    assertThat(found.size()).isEqualTo(1);
    assertThat(found.classId(0)).isEqualTo(1);
    assertThat(found.score(0)).isCloseTo((float) (Math.exp(2) / sum), within(1e-5f));
    assertThat(edges(found, 0)).containsExactly(new float[] {40, 15, 60, 35}, within(1e-4f));
  }

  @Test
  void shouldTakeEveryLikelyClassOfAQueryOfRtDetr() {
    Tensor logits = tensor("logits", List.of(1, 2), 0, 1);
    Tensor boxes = tensor("pred_boxes", List.of(1, 4), .5f, .5f, .2f, .4f);

    Candidates found = net("rtdetr", 2).decode(logits, boxes);

    assertThat(found.size()).isEqualTo(2);
    assertThat(found.score(0)).isEqualTo(.5f);
    assertThat(found.score(1)).isCloseTo(.7310586f, within(1e-6f));
  }

  @Test
  void shouldScaleBoxesOfAnotherSizeThanTheInput() {
    var candidates = new Candidates(10);
    var manifest = net("deim", 2).manifest(.25f, Map.of("orig_target_sizes", List.of(200f, 200f)));

    DeimDecoder.of(manifest)
        .decode(
            List.of(
                tensor("labels", List.of(1), 1),
                tensor("boxes", List.of(1, 4), 20, 40, 100, 120),
                tensor("scores", List.of(1), .9f)),
            candidates);

    assertThat(edges(candidates, 0)).containsExactly(10, 10, 50, 30);
    assertThat(candidates.classId(0)).isEqualTo(1);
  }

  @Test
  void shouldReadTheOnlyBoxOfASqueezedAnswer() {
    Candidates found =
        net("deim", 2)
            .decode(
                tensor("labels", List.of(), 0),
                tensor("boxes", List.of(4), 1, 2, 3, 4),
                tensor("scores", List.of(), .9f));

    assertThat(edges(found, 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void shouldPlaceAFaceAndItsLandmarks() {
    var yunet = new SmallNet("yunet", 64, 32, 1, Map.of());
    List<Tensor> outputs = Shapes.yunet();
    int cell = 2 * 8 + 3;
    outputs.get(0).values()[cell] = .81f;
    outputs.get(1).values()[cell] = .64f;
    System.arraycopy(
        new float[] {.5f, .5f, 0, (float) Math.log(2)}, 0, outputs.get(2).values(), 4 * cell, 4);
    outputs.get(3).values()[10 * cell + 1] = .25f;
    var found = new Candidates(10);

    yunet.decoder(.5f).decode(outputs, found);

    assertThat(found.size()).isEqualTo(1);
    assertThat(found.score(0)).isCloseTo(.72f, within(1e-5f));
    assertThat(edges(found, 0)).containsExactly(new float[] {24, 12, 32, 28}, within(1e-4f));
    assertThat(yunet.decoder(.5f).landmarks(outputs, found.origin(0)))
        .startsWith(24, 18, 24, 16)
        .hasSize(10);
  }

  @Test
  void shouldRefuseOutputsThatAreMissing() {
    Tensor boxes = tensor("detection_boxes", List.of(2, 4));

    assertThatThrownBy(() -> net("tf-detection", 2).decode(boxes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found [detection_boxes[2,4]]");
  }

  private static SmallNet net(String family, int labels) {
    return new SmallNet(family, 100, 50, labels, Map.of());
  }
}
