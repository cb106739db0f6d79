package sightline.inference.decode.grid;

import java.util.Arrays;
import java.util.regex.Pattern;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;

/**
 * The boxes that a net starts from: width and height of each, as the configurations of Darknet list
 * them, for example {@code 10,13, 16,30, 33,23}.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Anchors {

  private static final String KEY = "anchors";
  private static final String MASKS = "masks";
  private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

  private final float[] sides;
  private final int[] order;

  private Anchors(float[] sides, int[] order) {
    this.sides = sides;
    this.order = order;
  }

  /**
   * The parameters {@code anchors} and {@code masks} of {@code spec}.
   *
   * @param fallback the anchors when the manifest gives none
   * @throws BadManifest when they are no pairs of finite numbers above 0, or a mask points nowhere
   */
  public static Anchors of(DecoderSpec spec, String fallback) {
    float[] sides = sides(spec.text(KEY, fallback));
    return new Anchors(sides, masks(spec.text(MASKS, ""), sides.length / 2));
  }

  private static float[] sides(String text) {
    try {
      String[] words = SEPARATOR.split(text.strip());
      float[] sides = new float[words.length];
      for (int i = 0; i < words.length; i++) {
        sides[i] = Float.parseFloat(words[i]);
        if (!(sides[i] > 0 && sides[i] < Float.POSITIVE_INFINITY)) {
          throw wrong(KEY, text);
        }
      }
      if (sides.length % 2 != 0) {
        throw wrong(KEY, text);
      }
      return sides;
    } catch (NumberFormatException e) {
      throw wrong(KEY, text);
    }
  }

  private static int[] masks(String text, int count) {
    if (text.isBlank()) {
      return new int[0];
    }
    try {
      int[] order = SEPARATOR.splitAsStream(text.strip()).mapToInt(Integer::parseInt).toArray();
      if (Arrays.stream(order).anyMatch(mask -> mask < 0 || mask >= count)) {
        throw wrong(MASKS, text);
      }
      return order;
    } catch (NumberFormatException e) {
      throw wrong(MASKS, text);
    }
  }

  private static BadManifest wrong(String key, String text) {
    String expected =
        key.equals(KEY)
            ? "pairs of width and height, each more than 0"
            : "numbers of anchors, from 0, as many for each output";
    return new BadManifest("decoder." + key, text, expected);
  }

  /** How many there are. */
  public int count() {
    return sides.length / 2;
  }

  /** How many each of {@code heads} outputs has; 0 when they cannot be shared out evenly. */
  public int perHead(int heads) {
    int all = order.length == 0 ? count() : order.length;
    return heads > 0 && all % heads == 0 ? all / heads : 0;
  }

  /**
   * The number of the first anchor of a head among {@link #width} and {@link #height}. Where masks
   * are given they go by the place of the output in the file, else the finest grid has the first.
   *
   * @param heads how many outputs there are
   * @param place of this output in the file, from 0
   * @param rank of its grid, 0 for the finest
   */
  int first(int heads, int place, int rank) {
    return perHead(heads) * (order.length == 0 ? rank : place);
  }

  /** Width of the anchor with that number, px or cells as the family has it. */
  float width(int number) {
    return sides[2 * index(number)];
  }

  /** Height of the anchor with that number, px or cells as the family has it. */
  float height(int number) {
    return sides[2 * index(number) + 1];
  }

  private int index(int number) {
    return order.length == 0 ? number : order[number];
  }
}
