package sightline.inference.decode.suppress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sightline.events.geometry.Box;
import sightline.inference.decode.Candidates;

/** Suppression as one writes it down first: every box against every better one that stayed. */
final class NaiveSuppression {

  private NaiveSuppression() {}

  static List<Integer> keep(Candidates candidates, SuppressionRule rule) {
    var kept = new ArrayList<Integer>();
    IntStream.range(0, candidates.size())
        .boxed()
        .filter(index -> candidates.score(index) >= rule.minScore())
        .sorted(Comparator.comparing(index -> -candidates.score(index)))
        .filter(index -> kept.stream().noneMatch(better -> rivals(candidates, rule, index, better)))
        .limit(rule.maxKept())
        .forEach(kept::add);
    return kept;
  }

  private static boolean rivals(Candidates candidates, SuppressionRule rule, int one, int other) {
    boolean meet = rule.acrossClasses() || candidates.classId(one) == candidates.classId(other);
    return meet && box(candidates, one).iou(box(candidates, other)) > rule.maxOverlap();
  }

  private static Box box(Candidates candidates, int index) {
    return new Box(
        candidates.left(index),
        candidates.top(index),
        candidates.right(index),
        candidates.bottom(index));
  }
}
