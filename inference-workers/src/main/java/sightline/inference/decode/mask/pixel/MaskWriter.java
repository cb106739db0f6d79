package sightline.inference.decode.mask.pixel;

import java.util.Arrays;
import sightline.events.geometry.Mask;

/**
 * Makes a mask from stretches of pixels, without a bitmap.
 *
 * <p>Pixels are numbered as COCO numbers them: column by column, each from top to bottom, so that
 * pixel {@code (x, y)} has the number {@code x * height + y}.
 *
 * <p>Threading: one thread at a time.
 */
public final class MaskWriter {

  private static final int FIRST_CAPACITY = 64;

  private final int width;
  private final int height;
  private final int pixels;
  private int[] runs = new int[FIRST_CAPACITY];
  private int size;
  private int end;
  private int covered;

  /**
   * @param width of the mask, px
   * @param height of the mask, px
   */
  public MaskWriter(int width, int height) {
    this.width = width;
    this.height = height;
    this.pixels = Math.multiplyExact(width, height);
  }

  /**
   * Covers the pixels from number {@code from} to before {@code to}, none of which may lie before
   * one that was covered already.
   */
  public void cover(int from, int to) {
    if (from >= to) {
      return;
    }
    if (from < end || to > pixels) {
      throw new IllegalArgumentException(
          "pixels %d to %d, expected some between %d and %d".formatted(from, to, end, pixels));
    }
    if (size > 0 && from == end) {
      runs[size - 1] += to - from;
    } else {
      if (size + 2 > runs.length) {
        runs = Arrays.copyOf(runs, 2 * runs.length);
      }
      runs[size++] = from - end;
      runs[size++] = to - from;
    }
    end = to;
    covered += to - from;
  }

  /** Number of pixels covered. */
  public int covered() {
    return covered;
  }

  /** Number of stretches without a gap. */
  public int stretches() {
    return size / 2;
  }

  /** How many pixels lie between stretch {@code index} and the one before it. */
  public int gap(int index) {
    return runs[2 * index];
  }

  /** How many pixels stretch {@code index} covers. */
  public int length(int index) {
    return runs[2 * index + 1];
  }

  /** The mask; {@link Mask#NONE} when it covers nothing. */
  public Mask mask() {
    if (covered == 0) {
      return Mask.NONE;
    }
    int rest = pixels - end;
    int[] all = Arrays.copyOf(runs, rest > 0 ? size + 1 : size);
    if (rest > 0) {
      all[size] = rest;
    }
    return Mask.ofRuns(width, height, all);
  }
}
