package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.reading.Decoders;
import sightline.inference.testmodel.SmallManifest;

/** A net for 64x64 px with maps of 16x16 cells, so of stride 4, and two classes. */
class CenterNetDecoderTest {

  private static final int SIDE = 16;
  private static final int CELLS = SIDE * SIDE;

  private final Tensor heat = new Tensor("hm", 2, SIDE, SIDE);
  private final Tensor size = new Tensor("wh", 2, SIDE, SIDE);
  private final Tensor offset = new Tensor("reg", 2, SIDE, SIDE);
  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldPlaceABoxAroundAPeak() {
    point(1, 3, 5, .8f);

    decode("none", heat, size, offset);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.classId(0)).isEqualTo(1);
    assertThat(candidates.score(0)).isEqualTo(.8f);
    assertThat(candidates.left(0)).isEqualTo((5.5f - 1) * 4);
    assertThat(candidates.right(0)).isEqualTo((5.5f + 1) * 4);
    assertThat(candidates.top(0)).isEqualTo((3.25f - 1.5f) * 4);
    assertThat(candidates.bottom(0)).isEqualTo((3.25f + 1.5f) * 4);
  }

  @Test
  void shouldTakeTheHighestOfEveryNeighborhoodOnly() {
    point(0, 3, 5, .8f);
    point(0, 4, 6, .7f);
    point(0, 3, 7, .6f);
    point(1, 4, 6, .7f);
    point(0, 0, 0, .5f);
    point(0, 15, 15, .4f);

    decode("none", heat, size, offset);

    assertThat(scores()).containsExactly(.5f, .8f, .4f, .7f);
  }

  @Test
  void shouldReadLogitsUnlessToldOtherwise() {
    Arrays.fill(heat.values(), -5);
    point(0, 3, 5, 2);

    decode("sigmoid", heat, size, offset);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.score(0)).isCloseTo(.880797f, within(1e-6f));
  }

  @Test
  void shouldFindTheOutputsByTheirNames() {
    point(0, 3, 5, .8f);
    var parameters = Map.of("outputs", "hm, wh, reg", "activation", "none");

    Decoders.of(SmallManifest.of("centernet", parameters).build())
        .decode(List.of(offset, heat, size), candidates);

    assertThat(candidates.right(0) - candidates.left(0)).isEqualTo(8);
  }

  @Test
  void shouldSurviveANetThatWentMad() {
    point(0, 3, 5, Float.POSITIVE_INFINITY);
    point(0, 8, 5, .8f);
    size.values()[8 * SIDE + 5] = Float.NaN;
    point(0, 12, 5, .8f);
    size.values()[12 * SIDE + 5] = -1;
    point(1, 3, 5, Float.NaN);

    decode("none", heat, size, offset);

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isEqualTo(3);
  }

  @Test
  void shouldRefuseTheOutputsOfAnotherNet() {
    var other = new Tensor("wh", 2, SIDE, SIDE - 1);

    assertThatThrownBy(() -> decode("none", heat, other, offset))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected centernet outputs of [2,H,W], [2,H,W] and [2,H,W], found"
                + " [hm[2,16,16], wh[2,16,15], reg[2,16,16]]");
  }

  private void decode(String activation, Tensor... outputs) {
    Decoder decoder =
        Decoders.of(SmallManifest.of("centernet", Map.of("activation", activation)).build());
    decoder.decode(List.of(outputs), candidates);
  }

  /** A center half a cell to the right and a quarter below, of an object of 2x3 cells. */
  private void point(int classId, int row, int column, float value) {
    int cell = row * SIDE + column;
    heat.values()[classId * CELLS + cell] = value;
    size.values()[cell] = 2;
    size.values()[CELLS + cell] = 3;
    offset.values()[cell] = .5f;
    offset.values()[CELLS + cell] = .25f;
  }

  private List<Float> scores() {
    return IntStream.range(0, candidates.size()).mapToObj(candidates::score).toList();
  }
}
