package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;
import sightline.inference.testmodel.SmallManifest;

class SuppressionsTest {

  private static final int PERSON = 0;
  private static final int CAR = 1;
  private static final int ALL = SuppressionSpec.MAX_TOP_K;

  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldSuppressClassByClassOrAcross() {
    add(0, .9f, PERSON);
    add(1, .8f, CAR);

    assertThat(kept(spec(Kind.GREEDY, false))).containsExactly(0, 1);
    assertThat(kept(spec(Kind.GREEDY, true))).containsExactly(0);
  }

  @Test
  void shouldKeepEverythingBestFirstWhenNothingIsToBeSuppressed() {
    add(0, .7f, PERSON);
    add(0, .9f, PERSON);
    add(0, .2f, PERSON);
    add(0, .7f, CAR);

    assertThat(kept(spec(Kind.NONE, false))).containsExactly(1, 0, 3);
  }

  @Test
  void shouldSpareBoxesThatOverlapButWhoseCentersAreApart() {
    add(0, .9f, PERSON);
    add(3.2f, .8f, PERSON); // IoU 0.515, centers 3.2 apart of a diagonal of 16.6: DIoU 0.478

    assertThat(kept(spec(Kind.GREEDY, false))).containsExactly(0);
    assertThat(kept(spec(Kind.DIOU, false))).containsExactly(0, 1);
  }

  @Test
  void shouldLowerScoresInProportionToTheOverlap() {
    add(0, .9f, PERSON);
    add(2, .9f, PERSON); // IoU 8/12
    add(6, .8f, PERSON); // IoU 4/16 with the first, 6/14 with the second: not above 0.5

    assertThat(kept(spec(Kind.SOFT_LINEAR, false))).containsExactly(0, 2, 1);
    assertThat(candidates.score(2)).isEqualTo(.8f);
    assertThat(candidates.score(1)).isCloseTo(.3f, within(1e-6f));
  }

  @Test
  void shouldLowerScoresByAGaussianOfTheOverlap() {
    add(0, .9f, PERSON);
    add(5, .8f, PERSON); // IoU 1/3
    add(5, .8f, CAR);

    assertThat(kept(spec(Kind.SOFT_GAUSSIAN, false))).containsExactly(0, 2, 1);
    assertThat(candidates.score(1)).isCloseTo(.8f * (float) Math.exp(-2 / 9d), within(1e-6f));
    assertThat(candidates.score(2)).isEqualTo(.8f);
  }

  @Test
  void shouldDropWhatFallsBelowTheLeastScore() {
    add(0, .9f, PERSON);
    add(1, .5f, PERSON); // IoU 9/11, leaves 0.09

    assertThat(kept(spec(Kind.SOFT_LINEAR, false))).containsExactly(0);
  }

  @Test
  void shouldFuseOverlappingBoxesIntoTheirMean() {
    add(0, .9f, PERSON);
    add(1, .6f, PERSON);
    add(0, .8f, CAR);

    assertThat(kept(spec(Kind.FUSION, false))).containsExactly(2, 0);
    assertThat(candidates.left(0)).isCloseTo(.4f, within(1e-6f));
    assertThat(candidates.right(0)).isCloseTo(10.4f, within(1e-5f));
    assertThat(candidates.top(0)).isZero();
    assertThat(candidates.score(0)).isCloseTo(.75f, within(1e-6f));
  }

  @Test
  void shouldAskOfAClassTheScoreThatTheManifestAsks() {
    add(0, .5f, PERSON);
    add(20, .5f, CAR);
    add(40, .2f, PERSON);
    var spec = new SuppressionSpec(Kind.GREEDY, false, .5f, ALL, Map.of("car", .6f, "person", .1f));

    assertThat(kept(spec)).containsExactly(0, 2);
    assertThat(Suppressions.leastScore(manifest(spec))).isEqualTo(.1f);
  }

  @Test
  void shouldRefuseALeastScoreForAClassThatIsNone() {
    var spec = new SuppressionSpec(Kind.GREEDY, false, .5f, ALL, Map.of("unicorn", .6f));

    assertThatThrownBy(() -> manifest(spec))
        .isInstanceOf(BadManifest.class)
        .hasMessage("manifest.suppression.minScores is unicorn, expected names of labels");
  }

  @Test
  void shouldLookAtTheBestCandidatesOnly() {
    for (int i = 0; i < 9; i++) {
      add(20 * i, .3f + .01f * i, PERSON);
    }
    for (Kind kind : Kind.values()) {
      assertThat(kept(new SuppressionSpec(kind, false, .5f, 3, Map.of()))).containsExactly(8, 7, 6);
    }
  }

  private void add(float left, float score, int classId) {
    candidates.box(left, 0, left + 10, 10);
    candidates.add(score, classId);
  }

  private static SuppressionSpec spec(Kind kind, boolean acrossClasses) {
    return new SuppressionSpec(kind, acrossClasses, .5f, ALL, Map.of());
  }

  private static ModelManifest manifest(SuppressionSpec spec) {
    return SmallManifest.of("any").suppression(spec).build();
  }

  private List<Integer> kept(SuppressionSpec spec) {
    Suppression suppression = Suppressions.of(manifest(spec));
    suppression.suppress(candidates);
    return IntStream.range(0, suppression.size()).map(suppression::kept).boxed().toList();
  }
}
