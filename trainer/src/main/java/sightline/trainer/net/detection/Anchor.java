package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Sides of a box that a cell starts from.
 *
 * @param width in cells, more than 0
 * @param height in cells, more than 0
 */
public record Anchor(double width, double height) {

  /** Intersection over union of two boxes with the same center. */
  public double iou(double otherWidth, double otherHeight) {
    double shared = Math.min(width, otherWidth) * Math.min(height, otherHeight);
    return shared / (width * height + otherWidth * otherHeight - shared);
  }

  /** Pairs of width and height. */
  static List<Anchor> pairs(List<Double> sides) {
    var anchors = new ArrayList<Anchor>();
    for (int i = 0; i + 1 < sides.size(); i += 2) {
      anchors.add(new Anchor(sides.get(i), sides.get(i + 1)));
    }
    return anchors;
  }

  /** As recipes and manifests list them: {@code 1.08,1.19, 3.42,4.41}. */
  public static String text(List<Anchor> anchors) {
    return anchors.stream().map(Anchor::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f,%.4f", width, height);
  }
}
