package sightline.inference.decode.suppress;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Rect2d;
import org.bytedeco.opencv.opencv_core.Rect2dVector;
import sightline.inference.decode.Candidates;

/** OpenCV's suppression of the same candidates, copied to where it wants them once. */
final class OpenCvSuppression implements AutoCloseable {

  static {
    opencv_core.setNumThreads(1);
  }

  private final SuppressionRule rule;
  private final Rect2dVector boxes;
  private final FloatPointer scores;
  private final IntPointer classes;
  private final IntPointer kept;

  OpenCvSuppression(Candidates candidates, SuppressionRule rule) {
    this.rule = rule;
    long count = candidates.size();
    boxes = new Rect2dVector(count);
    scores = new FloatPointer(count);
    classes = new IntPointer(count);
    kept = new IntPointer(count);
    for (int i = 0; i < count; i++) {
      try (Rect2d box = rectangle(candidates, i)) {
        boxes.put(i, box);
      }
      scores.put(i, candidates.score(i));
      classes.put(i, candidates.classId(i));
    }
  }

  /** Class by class; how many stay. */
  long batched() {
    opencv_dnn.NMSBoxesBatched(boxes, scores, classes, rule.minScore(), rule.maxOverlap(), kept);
    return kept.limit();
  }

  /** All classes as one; how many stay. */
  long acrossClasses() {
    opencv_dnn.NMSBoxes(boxes, scores, rule.minScore(), rule.maxOverlap(), kept);
    return kept.limit();
  }

  /** The indices that stayed, best first. */
  int[] kept() {
    int[] indices = new int[(int) kept.limit()];
    kept.get(indices);
    return indices;
  }

  private static Rect2d rectangle(Candidates candidates, int index) {
    double left = candidates.left(index);
    double top = candidates.top(index);
    return new Rect2d(left, top, candidates.right(index) - left, candidates.bottom(index) - top);
  }

  @Override
  public void close() {
    kept.close();
    classes.close();
    scores.close();
    boxes.close();
  }
}
