package sightline.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Rect2d;
import org.bytedeco.opencv.opencv_core.Rect2dVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same boxes, scores and thresholds must leave the same list of indices as OpenCV does. */
class OpenCvParityTest {

  private static final float MIN_SCORE = .25f;

  @ParameterizedTest
  @CsvSource({"8400, 80, 0.45", "8400, 80, 0.65", "2000, 3, 0.3", "1000, 1, 0.5", "7, 2, 0.5"})
  void shouldKeepWhatOpenCvKeeps(int count, int classes, float maxOverlap) {
    var candidates = crowd(count, classes);
    var rule = new SuppressionRule(MIN_SCORE, maxOverlap, count, false);
    var suppression = new NonMaxSuppression(rule);

    suppression.suppress(candidates);

    assertThat(IntStream.range(0, suppression.size()).map(suppression::kept).toArray())
        .isEqualTo(openCv(candidates, maxOverlap));
  }

  private static Candidates crowd(int count, int classes) {
    var random = new Random(count);
    var candidates = new Candidates(count);
    for (int i = 0; i < count; i++) {
      candidates.boxCentered(
          random.nextInt(640) + random.nextFloat(),
          random.nextInt(640) + random.nextFloat(),
          8 + 150 * random.nextFloat() * random.nextFloat(),
          8 + 150 * random.nextFloat() * random.nextFloat());
      candidates.add(random.nextFloat(), random.nextInt(classes));
    }
    return candidates;
  }

  private static int[] openCv(Candidates candidates, float maxOverlap) {
    int count = candidates.size();
    try (var boxes = new Rect2dVector(count);
        var scores = new FloatPointer(count);
        var classes = new IntPointer((long) count);
        var kept = new IntPointer((long) count)) {
      for (int i = 0; i < count; i++) {
        boxes.put(i, rectangle(candidates, i));
        scores.put(i, candidates.score(i));
        classes.put(i, candidates.classId(i));
      }
      opencv_dnn.NMSBoxesBatched(boxes, scores, classes, MIN_SCORE, maxOverlap, kept);
      int[] indices = new int[(int) kept.limit()];
      kept.get(indices);
      return indices;
    }
  }

  private static Rect2d rectangle(Candidates candidates, int index) {
    double left = candidates.left(index);
    double top = candidates.top(index);
    return new Rect2d(left, top, candidates.right(index) - left, candidates.bottom(index) - top);
  }
}
