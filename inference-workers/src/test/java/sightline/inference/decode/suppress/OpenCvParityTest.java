package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.inference.decode.Candidates;

/** The same boxes, scores and thresholds must leave the same list of indices as OpenCV does. */
class OpenCvParityTest {

  private static final float MIN_SCORE = .25f;

  @ParameterizedTest
  @CsvSource({"8400, 80, 0.45", "8400, 80, 0.65", "2000, 3, 0.3", "1000, 1, 0.5", "7, 2, 0.5"})
  void shouldKeepWhatOpenCvKeepsClassByClass(int count, int classes, float maxOverlap) {
    var candidates = Crowd.of(count, classes);
    var rule = new SuppressionRule(MIN_SCORE, maxOverlap, count, false);

    int[] ours = ours(candidates, rule);

    try (var openCv = new OpenCvSuppression(candidates, rule)) {
      openCv.batched();
      assertThat(ours).isNotEmpty().isEqualTo(openCv.kept());
    }
  }

  @ParameterizedTest
  @CsvSource({"8400, 80, 0.45", "1000, 3, 0.65"})
  void shouldKeepWhatOpenCvKeepsAcrossClasses(int count, int classes, float maxOverlap) {
    var candidates = Crowd.of(count, classes);
    var rule = new SuppressionRule(MIN_SCORE, maxOverlap, count, true);

    int[] ours = ours(candidates, rule);

    try (var openCv = new OpenCvSuppression(candidates, rule)) {
      openCv.acrossClasses();
      assertThat(ours).isNotEmpty().isEqualTo(openCv.kept());
    }
  }

  private static int[] ours(Candidates candidates, SuppressionRule rule) {
    var suppression = new NonMaxSuppression(rule);
    suppression.suppress(candidates);
    return IntStream.range(0, suppression.size()).map(suppression::kept).toArray();
  }
}
