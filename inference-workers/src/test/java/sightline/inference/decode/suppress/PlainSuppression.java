package sightline.inference.decode.suppress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import sightline.inference.decode.Candidates;
import sightline.inference.model.ModelManifest;

/** Every algorithm as its paper writes it down, with lists and without haste. */
final class PlainSuppression {

  /** A candidate, or what became of it. */
  record Found(
      int index, float left, float top, float right, float bottom, float score, int classId) {

    static Found of(Candidates candidates, int index) {
      return new Found(
          index,
          candidates.left(index),
          candidates.top(index),
          candidates.right(index),
          candidates.bottom(index),
          candidates.score(index),
          candidates.classId(index));
    }

    Found from(int other) {
      return new Found(other, left, top, right, bottom, score, classId);
    }

    Found scored(double lowered) {
      return new Found(index, left, top, right, bottom, (float) lowered, classId);
    }

    double area() {
      return ((double) right - left) * ((double) bottom - top);
    }

    double iou(Found other) {
      double width = (double) Math.min(right, other.right) - Math.max(left, other.left);
      double height = (double) Math.min(bottom, other.bottom) - Math.max(top, other.top);
      double shared = Math.max(0, width) * Math.max(0, height);
      return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }

    double diou(Found other) {
      double across = (left + right - (double) other.left - other.right) / 2;
      double down = (top + bottom - (double) other.top - other.bottom) / 2;
      double width = (double) Math.max(right, other.right) - Math.min(left, other.left);
      double height = (double) Math.max(bottom, other.bottom) - Math.min(top, other.top);
      return iou(other) - (across * across + down * down) / (width * width + height * height);
    }
  }

  private static final Comparator<Found> BEST_FIRST =
      Comparator.comparing((Found one) -> -one.score()).thenComparing(Found::index);

  private final ModelManifest manifest;

  private PlainSuppression(ModelManifest manifest) {
    this.manifest = manifest;
  }

  static List<Found> find(ModelManifest manifest, Candidates candidates) {
    return new PlainSuppression(manifest)
        .find(candidates).stream().sorted(BEST_FIRST).limit(manifest.maxDetections()).toList();
  }

  private List<Found> find(Candidates candidates) {
    List<Found> best =
        IntStream.range(0, candidates.size())
            .mapToObj(index -> Found.of(candidates, index))
            .filter(this::isEnough)
            .sorted(BEST_FIRST)
            .limit(manifest.suppression().topK())
            .toList();
    double sigma = manifest.suppression().sigma();
    return switch (manifest.suppression().kind()) {
      case NONE -> best;
      case GREEDY -> greedy(best, Found::iou);
      case DIOU -> greedy(best, Found::diou);
      case SOFT_LINEAR ->
          soft(best, (one, other) -> isTooMuch(one.iou(other)) ? 1 - one.iou(other) : 1);
      case SOFT_GAUSSIAN ->
          soft(best, (one, other) -> Math.exp(-Math.pow(one.iou(other), 2) / sigma));
      case FUSION -> fused(best);
    };
  }

  private boolean isEnough(Found one) {
    String label = manifest.labels().get(one.classId());
    return one.score()
        >= manifest.suppression().minScores().getOrDefault(label, manifest.minScore());
  }

  private boolean meet(Found one, Found other) {
    return manifest.suppression().acrossClasses() || one.classId() == other.classId();
  }

  private boolean isTooMuch(double overlap) {
    return (float) overlap > manifest.maxOverlap();
  }

  private List<Found> greedy(List<Found> best, BiFunction<Found, Found, Double> measure) {
    var kept = new ArrayList<Found>();
    for (Found one : best) {
      if (kept.stream()
          .noneMatch(better -> meet(better, one) && isTooMuch(measure.apply(better, one)))) {
        kept.add(one);
      }
    }
    return kept;
  }

  private List<Found> soft(List<Found> best, BiFunction<Found, Found, Double> factor) {
    var kept = new ArrayList<Found>();
    var open = new ArrayList<>(best);
    while (!open.isEmpty()) {
      open.sort(BEST_FIRST);
      Found leader = open.remove(0);
      kept.add(leader);
      open.replaceAll(
          one -> meet(leader, one) ? one.scored(one.score() * factor.apply(leader, one)) : one);
      open.removeIf(one -> !isEnough(one));
    }
    return kept;
  }

  private List<Found> fused(List<Found> best) {
    var clusters = new ArrayList<List<Found>>();
    for (Found one : best) {
      clusters.stream()
          .filter(cluster -> meet(cluster.get(0), one) && isTooMuch(fuse(cluster).iou(one)))
          .max(Comparator.comparing(cluster -> fuse(cluster).iou(one)))
          .ifPresentOrElse(cluster -> cluster.add(one), () -> clusters.add(listOf(one)));
    }
    return clusters.stream().map(PlainSuppression::fuse).toList();
  }

  private static List<Found> listOf(Found one) {
    return new ArrayList<>(List.of(one));
  }

  private static Found fuse(List<Found> cluster) {
    double scores = cluster.stream().mapToDouble(Found::score).sum();
    return new Found(
        cluster.get(0).index(),
        mean(cluster, scores, Found::left),
        mean(cluster, scores, Found::top),
        mean(cluster, scores, Found::right),
        mean(cluster, scores, Found::bottom),
        (float) (scores / cluster.size()),
        cluster.get(0).classId());
  }

  private static float mean(
      List<Found> cluster, double scores, java.util.function.Function<Found, Float> edge) {
    return (float)
        cluster.stream().mapToDouble(one -> edge.apply(one) * (double) one.score() / scores).sum();
  }
}
