package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Tensor;
import sightline.inference.reading.Decoders;
import sightline.inference.testmodel.SmallManifest;

/** A net for 64x64 px with maps of 16x16 cells, so of stride 4, and two classes. */
class CornerNetDecoderTest {

  private static final int SIDE = 16;
  private static final int CELLS = SIDE * SIDE;

  private final List<Tensor> outputs =
      IntStream.of(2, 2, 1, 1, 2, 2)
          .mapToObj(channels -> new Tensor("map", channels, SIDE, SIDE))
          .toList();
  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldSpanABoxBetweenTheCornersOfOneObject() {
    topLeft(1, 2, 3, .9f, 1);
    bottomRight(1, 10, 8, .7f, 1.25f);

    decode(Map.of());

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.classId(0)).isEqualTo(1);
    assertThat(candidates.score(0)).isCloseTo(.8f, within(1e-6f));
    assertThat(candidates.left(0)).isEqualTo(3.5f * 4);
    assertThat(candidates.top(0)).isEqualTo(2.25f * 4);
    assertThat(candidates.right(0)).isEqualTo(8.5f * 4);
    assertThat(candidates.bottom(0)).isEqualTo(10.25f * 4);
  }

  @Test
  void shouldGroupCornersByTheirEmbeddings() {
    topLeft(0, 2, 2, .9f, 0);
    topLeft(0, 5, 5, .8f, 3);
    bottomRight(0, 10, 10, .9f, 3.1f);
    bottomRight(0, 13, 13, .8f, .1f);

    decode(Map.of());

    assertThat(lefts()).containsExactly(2.5f * 4, 5.5f * 4);
    assertThat(candidates.right(0)).isEqualTo(13.5f * 4);
    assertThat(candidates.right(1)).isEqualTo(10.5f * 4);
  }

  @Test
  void shouldGroupFartherCornersWhenTheManifestSaysSo() {
    topLeft(0, 2, 2, .9f, 0);
    bottomRight(0, 10, 10, .9f, 1);

    decode(Map.of("distance", "1"));

    assertThat(candidates.size()).isEqualTo(1);
  }

  @Test
  void shouldNotJoinCornersOfTwoClassesOrInTheWrongOrder() {
    topLeft(0, 2, 2, .9f, 0);
    bottomRight(1, 10, 10, .9f, 0);
    bottomRight(0, 1, 10, .9f, 0);
    bottomRight(0, 10, 1, .9f, 0);

    decode(Map.of());

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isZero();
  }

  @Test
  void shouldLookAtTheBestCornersOnly() {
    topLeft(0, 2, 2, .8f, 0);
    topLeft(0, 2, 6, .9f, 0);
    bottomRight(0, 10, 10, .9f, 0);

    decode(Map.of("corners", "1"));

    assertThat(lefts()).containsExactly(6.5f * 4);
  }

  @Test
  void shouldRefuseTheOutputsOfAnotherNet() {
    assertThatThrownBy(
            () ->
                Decoders.of(SmallManifest.of("cornernet").build())
                    .decode(outputs.subList(0, 5), candidates))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected 6 outputs, found [map[2,16,16]");
  }

  private void decode(Map<String, String> more) {
    var parameters = new HashMap<>(more);
    parameters.put("activation", "none");
    Decoders.of(SmallManifest.of("cornernet", parameters).build()).decode(outputs, candidates);
  }

  private void topLeft(int classId, int row, int column, float score, float embedding) {
    corner(0, classId * CELLS + row * SIDE + column, score, embedding);
  }

  private void bottomRight(int classId, int row, int column, float score, float embedding) {
    corner(1, classId * CELLS + row * SIDE + column, score, embedding);
  }

  private void corner(int kind, int index, float score, float embedding) {
    int cell = index % CELLS;
    outputs.get(kind).values()[index] = score;
    outputs.get(2 + kind).values()[cell] = embedding;
    outputs.get(4 + kind).values()[cell] = .5f;
    outputs.get(4 + kind).values()[CELLS + cell] = .25f;
  }

  private List<Float> lefts() {
    return IntStream.range(0, candidates.size()).mapToObj(candidates::left).toList();
  }
}
