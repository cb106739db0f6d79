package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Tensor;
import sightline.inference.reading.Decoders;
import sightline.inference.testmodel.SmallManifest;

class FasterRcnnDecoderTest {

  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldTakeObjectsAsTheyAre() {
    Tensor boxes = tensor("boxes", new float[] {1, 2, 30, 40, 5, 6, 7, 8}, 2, 4);
    Tensor numbers = tensor("labels", new float[] {2, 1}, 2);
    Tensor scores = tensor("scores", new float[] {.9f, .2f}, 2);

    decode(Map.of(), boxes, numbers, scores);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.classId(0)).isEqualTo(1);
    assertThat(candidates.left(0)).isEqualTo(1);
    assertThat(candidates.bottom(0)).isEqualTo(40);
  }

  @Test
  void shouldSeeNothingWhereThereIsNothing() {
    decode(Map.of(), new Tensor("boxes", 0, 4), new Tensor("labels", 0), new Tensor("scores", 0));

    assertThat(candidates.size()).isZero();
  }

  @Test
  void shouldReadOneObjectWhoseRowWasTakenForTheBatch() {
    Tensor boxes = tensor("boxes", new float[] {1, 2, 30, 40}, 4);

    decode(Map.of(), boxes, tensor("labels", new float[] {1}), tensor("scores", new float[] {1}));

    assertThat(candidates.size()).isEqualTo(1);
  }

  @Test
  void shouldCountClassNumbersThatAreNone() {
    Tensor boxes = new Tensor("boxes", 5, 4);
    Tensor numbers = tensor("labels", new float[] {0, 3, -7, 1.5f, Float.NaN}, 5);
    Tensor scores = tensor("scores", new float[] {1, 1, 1, 1, 1}, 5);

    decode(Map.of(), boxes, numbers, scores);

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isEqualTo(4); // 0 is the background
  }

  @Test
  void shouldNumberClassesFromZeroWhenThereIsNoBackground() {
    Tensor boxes = new Tensor("boxes", 2, 4);
    Tensor numbers = tensor("labels", new float[] {0, 1}, 2);

    decode(Map.of("background", "none"), boxes, numbers, tensor("scores", new float[] {1, 1}, 2));

    assertThat(candidates.classId(0)).isZero();
    assertThat(candidates.classId(1)).isEqualTo(1);
  }

  @Test
  void shouldMoveAndGrowProposalsByTheirDeltas() {
    Tensor proposals = tensor("proposals", new float[] {10, 20, 30, 60}, 1, 4);
    Tensor deltas = new Tensor("deltas", 1, 12);
    float[] ofCar = {1, -.5f, 5 * (float) Math.log(2), 0};
    System.arraycopy(ofCar, 0, deltas.values(), 8, 4);
    Tensor logits = tensor("logits", new float[] {0, 0, (float) Math.log(8)}, 1, 3);

    decode(Map.of("output", "proposals"), proposals, deltas, logits);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.classId(0)).isEqualTo(1);
    assertThat(candidates.score(0)).isCloseTo(.8f, within(1e-6f));
    // center 20,40 + 0.1 * (1 * 20, -0.5 * 40); size 20 * e^(0.2 * 5 ln 2) by 40
    assertThat(candidates.left(0)).isCloseTo(22 - 20, within(1e-4f));
    assertThat(candidates.right(0)).isCloseTo(22 + 20, within(1e-4f));
    assertThat(candidates.top(0)).isCloseTo(38 - 20, within(1e-4f));
    assertThat(candidates.bottom(0)).isCloseTo(38 + 20, within(1e-4f));
  }

  @Test
  void shouldShareDeltasBetweenClassesAndTakeTheStdsOfTheManifest() {
    Tensor proposals = tensor("proposals", new float[] {0, 0, 10, 10}, 1, 4);
    Tensor deltas = tensor("deltas", new float[] {1, 0, 0, 0}, 1, 4);
    Tensor scores = tensor("scores", new float[] {.4f, .6f, 0}, 1, 3);

    decode(
        Map.of(
            "output", "proposals", "activation", "none", "background", "last", "stds", "1,1,1,1"),
        proposals,
        deltas,
        scores);

    assertThat(candidates.size()).isEqualTo(2);
    assertThat(candidates.left(0)).isEqualTo(10);
    assertThat(candidates.score(1)).isEqualTo(.6f);
    assertThat(scores.values()).containsExactly(.4f, .6f, 0);
  }

  @Test
  void shouldRefuseTheOutputsOfAnotherNet() {
    assertThatThrownBy(
            () ->
                decode(
                    Map.of(),
                    new Tensor("boxes", 2, 4),
                    new Tensor("labels", 3),
                    new Tensor("scores", 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected faster-rcnn outputs of [n,4], [n] and [n], found"
                + " [boxes[2,4], labels[3], scores[2]]");
  }

  private void decode(Map<String, String> parameters, Tensor... outputs) {
    Decoders.of(SmallManifest.of("faster-rcnn", parameters).build())
        .decode(List.of(outputs), candidates);
  }

  private static Tensor tensor(String name, float[] values, int... shape) {
    var tensor = new Tensor(name, shape);
    System.arraycopy(values, 0, tensor.values(), 0, values.length);
    return tensor;
  }
}
