package sightline.inference.decode.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sightline.inference.decode.prior.SmallNet.edges;
import static sightline.inference.decode.prior.SmallNet.tensor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;

/** A net for 32x16 px with one grid of 2x1 cells and one prior of 8x8 px in each. */
class PriorDecoderTest {

  private static final Map<String, String> ONE_GRID =
      Map.of("strides", "16", "sizes", "8", "ratios", "1", "anchors", "by-size");

  @Test
  void shouldMoveAPriorByItsOffsetAndVariances() {
    Tensor scores = tensor("scores", List.of(2, 2), 9, -9, -9, 9);
    Tensor boxes = tensor("boxes", List.of(2, 4), 0, 0, 0, 0, 5, -2.5f, (float) Math.log(2) * 5);

    Candidates found = net(Map.of()).decode(scores, boxes);

    assertThat(found.size()).isEqualTo(1);
    assertThat(edges(found, 0)).containsExactly(new float[] {20, 2, 36, 10}, within(1e-4f));
    assertThat(found.score(0)).isCloseTo(1, within(1e-4f));
    assertThat(found.classId(0)).isZero();
  }

  @Test
  void shouldReadDecodedBoxesAsEdgesOfTheInput() {
    Tensor scores = tensor("scores", List.of(1, 2), .1f, .9f);
    Tensor boxes = tensor("boxes", List.of(1, 4), .25f, .5f, .5f, 1);

    Candidates found = net(Map.of("boxes", "decoded", "scores", "none")).decode(scores, boxes);

    assertThat(edges(found, 0)).containsExactly(8, 8, 16, 16);
    assertThat(found.score(0)).isEqualTo(.9f);
  }

  @Test
  void shouldTakeDecodedBoxesInPixelsWhenAsked() {
    Tensor scores = tensor("scores", List.of(1, 2), .1f, .9f);
    Tensor boxes = tensor("boxes", List.of(1, 4), 1, 2, 3, 4);
    Map<String, String> px = Map.of("boxes", "decoded", "scores", "none", "coordinates", "px");

    assertThat(edges(net(px).decode(scores, boxes), 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void shouldTakeABoxOfItsOwnForEachClass() {
    Tensor scores = tensor("scores", List.of(1, 2), .1f, .9f);
    Tensor boxes = tensor("boxes", List.of(1, 2, 4), 0, 0, 0, 0, .5f, 0, 1, 1);

    Candidates found = net(Map.of("boxes", "decoded", "scores", "none")).decode(boxes, scores);

    assertThat(edges(found, 0)).containsExactly(16, 0, 32, 16);
  }

  @Test
  void shouldSquashLogitsWithoutBackgroundWhenAsked() {
    Tensor scores = tensor("scores", List.of(2, 1), 0, -5);
    Tensor boxes = tensor("boxes", List.of(2, 4));

    Candidates found = net(Map.of("scores", "sigmoid", "background", "none")).decode(scores, boxes);

    assertThat(found.size()).isEqualTo(1);
    assertThat(found.score(0)).isEqualTo(.5f);
    assertThat(edges(found, 0)).containsExactly(4, 4, 12, 12);
  }

  @Test
  void shouldReadPlanesGridByGrid() {
    Tensor scores = tensor("cls", List.of(2, 1, 2), 0, 0, 0, .9f);
    Tensor boxes = tensor("box", List.of(8, 1, 2));
    boxes.values()[9] = 10;
    Tensor coarse = tensor("cls2", List.of(1, 1, 1), .8f);
    Tensor coarseBoxes = tensor("box2", List.of(4, 1, 1));
    var net =
        new SmallNet(
            "retinanet",
            32,
            16,
            1,
            Map.of("strides", "16,32", "sizes", "8,16/24", "ratios", "1", "octaves", "1"));
    var twoGrids = new HashMap<>(net.parameters());
    twoGrids.put("sizes", "8,16/24,30");

    assertThatThrownBy(
            () ->
                new SmallNet("retinanet", 32, 16, 1, twoGrids)
                    .decode(scores, boxes, coarse, coarseBoxes))
        .isInstanceOf(IllegalArgumentException.class);
    Candidates found = net.decode(scores, boxes, coarse, coarseBoxes);

    assertThat(found.size()).isEqualTo(2);
    assertThat(edges(found, 0)).containsExactly(new float[] {32, 0, 48, 16}, within(1e-4f));
    assertThat(edges(found, 1)).containsExactly(new float[] {4, 4, 28, 28}, within(1e-4f));
  }

  @Test
  void shouldMakeThePriorsOfSsd300() {
    DecoderSpec ssd = PriorNet.SSD.complete(new DecoderSpec("ssd", Map.of()));

    Priors priors = Priors.of(ssd, 300, 300);

    assertThat(priors.count()).isEqualTo(8732);
    assertThat(priors.centerX(0)).isEqualTo(4);
    assertThat(priors.width(1)).isCloseTo((float) Math.sqrt(1800), within(1e-3f));
    assertThat(priors.width(2)).isCloseTo(30 * (float) Math.sqrt(2), within(1e-3f));
    assertThat(priors.height(2)).isCloseTo(30 / (float) Math.sqrt(2), within(1e-3f));
    assertThat(priors.width(3)).isEqualTo(priors.height(2));
  }

  @Test
  void shouldShareOutTheInputEvenlyForUltraFace() {
    DecoderSpec ultraface = PriorNet.ULTRAFACE.complete(new DecoderSpec("ultraface", Map.of()));

    Priors priors = Priors.of(ultraface, 320, 240);

    assertThat(priors.count()).isEqualTo(4420);
    assertThat(priors.centerY(3600 + 600 + 2 * 79)).isEqualTo(7.5f * 30);
    assertThat(priors.width(4419)).isEqualTo(256);
    assertThat(priors.height(4419)).isEqualTo(240);
  }

  @Test
  void shouldMakeNineAnchorsInEachCellForRetinaNet() {
    DecoderSpec retinanet = PriorNet.RETINANET.complete(new DecoderSpec("retinanet", Map.of()));

    Priors priors = Priors.of(retinanet, 512, 512);

    assertThat(priors.count()).isEqualTo(9 * (4096 + 1024 + 256 + 64 + 16));
    assertThat(priors.width(1)).isCloseTo(priors.width(0) * 1.259921f, within(1e-3f));
    assertThat(priors.width(3)).isEqualTo(32);
    assertThat(priors.height(0)).isCloseTo(priors.width(0) / 2, within(1e-3f));
  }

  @Test
  void shouldRefuseSizesThatDoNotMatchTheStrides() {
    var odd = net(Map.of("sizes", "8/16"));

    assertThatThrownBy(() -> odd.decoder(.25f))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("1 strides, 2 groups of sizes");
  }

  @Test
  void shouldRefuseAnotherNumberOfPriors() {
    Tensor scores = tensor("scores", List.of(3, 2));
    Tensor boxes = tensor("boxes", List.of(3, 4));

    assertThatThrownBy(() -> net(Map.of()).decode(scores, boxes))
        .hasMessage(
            "expected ssd outputs of scores[n,2] and boxes[n,4] with 2 rows, found [scores[3,2], boxes[3,4]]");
  }

  private static SmallNet net(Map<String, String> parameters) {
    var all = new HashMap<>(ONE_GRID);
    all.putAll(parameters);
    return new SmallNet("ssd", 32, 16, 1, all);
  }
}
