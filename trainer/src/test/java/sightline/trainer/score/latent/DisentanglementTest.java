package sightline.trainer.score.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DisentanglementTest {

  private static final int[] VALUES = {3, 6, 8, 8};
  private static final DisentanglementScore SCORE = new DisentanglementScore(32, 400, 400);
  private static final InformationGap GAP = new InformationGap(4000, 20);

  @Test
  void shouldTellEveryFactorWhenEachHasANumberOfItsOwn() {
    double score = SCORE.of(factors -> codes(factors, 0), VALUES, 1);

    assertThat(score).isGreaterThan(.99);
  }

  @Test
  void shouldHaveNearlyTheWholeGapWhenEachFactorHasANumberOfItsOwn() {
    double gap = GAP.of(factors -> codes(factors, 0), VALUES, 1);

    assertThat(gap).isGreaterThan(.9);
  }

  @Test
  void shouldHaveHardlyAnyGapWhenFactorsAreMixedByARotation() {
    double gap = GAP.of(factors -> codes(factors, Math.PI / 4), VALUES, 1);

    assertThat(gap).isLessThan(.15);
  }

  @Test
  void shouldTellFactorsWorseWhenTheyAreMixedByARotation() {
    double score = SCORE.of(factors -> codes(factors, Math.PI / 4), VALUES, 1);

    assertThat(score).isBetween(.3, .8);
  }

  @Test
  void shouldTellFactorsByChanceWhenCodesAreNoise() {
    var random = new Random(3);

    double score =
        SCORE.of(
            factors -> {
              var codes = new float[factors.length][4];
              for (float[] code : codes) {
                for (int i = 0; i < code.length; i++) {
                  code[i] = (float) random.nextGaussian();
                }
              }
              return codes;
            },
            VALUES,
            1);

    assertThat(score).isCloseTo(.25, within(.1));
  }

  /** Factors from -1 to 1, each pair of them turned by {@code angle}. */
  private static float[][] codes(int[][] factors, double angle) {
    var codes = new float[factors.length][VALUES.length];
    for (int row = 0; row < codes.length; row++) {
      for (int i = 0; i < VALUES.length; i += 2) {
        double one = 2. * factors[row][i] / (VALUES[i] - 1) - 1;
        double other = 2. * factors[row][i + 1] / (VALUES[i + 1] - 1) - 1;
        codes[row][i] = (float) (Math.cos(angle) * one - Math.sin(angle) * other);
        codes[row][i + 1] = (float) (Math.sin(angle) * one + Math.cos(angle) * other);
      }
    }
    return codes;
  }
}
