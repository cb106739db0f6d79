package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import sightline.inference.decode.Candidates;

class NonMaxSuppressionPropertyTest {

  private static final float[] STRANGE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, 0, -0f, -1, 1e-30f
  };

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void shouldKeepWhatTheNaiveWayKeeps(
      @ForAll long seed,
      @ForAll @IntRange(max = 400) int count,
      @ForAll @FloatRange(max = 1) float maxOverlap,
      @ForAll boolean acrossClasses) {
    var rule = new SuppressionRule(.1f, maxOverlap, 1 + count / 2, acrossClasses);
    var candidates = random(new Random(seed), count);

    assertThat(kept(rule, candidates)).isEqualTo(NaiveSuppression.keep(candidates, rule));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void shouldSurviveNumbersThatAreNone(@ForAll long seed, @ForAll @IntRange(max = 80) int count) {
    var rule = new SuppressionRule(0, .5f, 50, false);
    var candidates = strange(new Random(seed), count);

    assertThat(candidates.size() + candidates.impossible()).isEqualTo(count);
    assertThat(kept(rule, candidates)).isEqualTo(NaiveSuppression.keep(candidates, rule));
  }

  private static List<Integer> kept(SuppressionRule rule, Candidates candidates) {
    var suppression = new NonMaxSuppression(rule);
    suppression.suppress(candidates);
    return IntStream.range(0, suppression.size()).map(suppression::kept).boxed().toList();
  }

  /** Boxes that overlap a lot, some without area, many with equal scores. */
  private static Candidates random(Random random, int count) {
    var candidates = new Candidates(count + 1);
    for (int i = 0; i < count; i++) {
      candidates.boxCentered(
          random.nextInt(200), random.nextInt(200), random.nextInt(40), random.nextInt(40));
      candidates.add(random.nextInt(20) / 20f, random.nextInt(3));
    }
    return candidates;
  }

  private static Candidates strange(Random random, int count) {
    var candidates = new Candidates(count + 1);
    for (int i = 0; i < count; i++) {
      candidates.box(
          oftenStrange(random, -20),
          oftenStrange(random, -20),
          oftenStrange(random, 20),
          oftenStrange(random, 20));
      candidates.add(oftenStrange(random, 1), random.nextInt(4) - 1);
    }
    return candidates;
  }

  private static float oftenStrange(Random random, float middle) {
    return random.nextInt(20) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : middle + random.nextFloat();
  }
}
