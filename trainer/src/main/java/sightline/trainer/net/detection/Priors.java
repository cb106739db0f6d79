package sightline.trainer.net.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sightline.trainer.net.part.Settings;

/**
 * The boxes that an SSD measures from [Liu 2016, 2.2]: in every cell of every grid two squares, of
 * the smaller size and of the geometric mean of both sizes, then the smaller size in each ratio,
 * lying and standing. Grid by grid, row by row, cell by cell.
 *
 * @param strides of the grids, px
 * @param sizes smaller and larger size of each grid, px
 * @param ratios width by height, above 1
 */
public record Priors(List<Integer> strides, List<Double> sizes, List<Double> ratios) {

  /** What offsets of the center are multiplied with, in sides of the prior. */
  public static final double CENTER_VARIANCE = .1;

  /** What logarithms of the sides are multiplied with. */
  public static final double SIDE_VARIANCE = .2;

  /** Numbers of a box. */
  private static final int BOX = 4;

  public Priors {
    strides = List.copyOf(strides);
    sizes = List.copyOf(sizes);
    ratios = List.copyOf(ratios);
  }

  /** Those that {@code settings} describe; the usual sizes grow with the strides. */
  static Priors of(Settings settings, List<Integer> strides) {
    double scale = settings.number("scale", 3, .1, 100);
    String usual =
        strides.stream()
            .map(stride -> number(scale * stride) + "," + number(2 * scale * stride))
            .collect(Collectors.joining(","));
    List<Double> sizes = settings.positives("sizes", usual);
    if (sizes.size() != 2 * strides.size()) {
      throw settings.wrong("sizes", "a smaller and a larger size for each of the strides, px");
    }
    return new Priors(strides, sizes, settings.positives("ratios", "2"));
  }

  /** Priors of a cell. */
  public int perCell() {
    return 2 + 2 * ratios.size();
  }

  /**
   * Center x, center y, width, height of each in turn, px.
   *
   * @param width of the input, a multiple of the strides, px
   */
  public float[] boxes(int width, int height) {
    var boxes = new ArrayList<Float>();
    for (int level = 0; level < strides.size(); level++) {
      int stride = strides.get(level);
      List<Double> sides = sides(level);
      for (int cell = 0; cell < (width / stride) * (height / stride); cell++) {
        for (int i = 0; i < sides.size(); i += 2) {
          boxes.add((float) ((cell % (width / stride) + .5) * stride));
          boxes.add((float) ((cell / (width / stride) + .5) * stride));
          boxes.add(sides.get(i).floatValue());
          boxes.add(sides.get(i + 1).floatValue());
        }
      }
    }
    float[] numbers = new float[boxes.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = boxes.get(i);
    }
    return numbers;
  }

  /** How many there are in an input of that size. */
  public int count(int width, int height) {
    return boxes(width, height).length / BOX;
  }

  private List<Double> sides(int level) {
    double small = sizes.get(2 * level);
    double middle = Math.sqrt(small * sizes.get(2 * level + 1));
    var sides = new ArrayList<>(List.of(small, small, middle, middle));
    for (double ratio : ratios) {
      double root = Math.sqrt(ratio);
      sides.addAll(List.of(small * root, small / root, small / root, small * root));
    }
    return sides;
  }

  /** The same as a manifest says it. */
  public Map<String, String> described() {
    var keys = new LinkedHashMap<String, String>();
    keys.put("strides", strides.stream().map(String::valueOf).collect(Collectors.joining(",")));
    keys.put("anchors", "ssd");
    var groups = new ArrayList<String>();
    for (int i = 0; i < sizes.size(); i += 2) {
      groups.add(number(sizes.get(i)) + "," + number(sizes.get(i + 1)));
    }
    keys.put("sizes", String.join("/", groups));
    keys.put("ratios", ratios.stream().map(Priors::number).collect(Collectors.joining(",")));
    keys.put("variances", "%s,%s".formatted(number(CENTER_VARIANCE), number(SIDE_VARIANCE)));
    return keys;
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.4f", number).replaceAll("\\.?0+$", "");
  }
}
