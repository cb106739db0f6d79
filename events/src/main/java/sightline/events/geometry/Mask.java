package sightline.events.geometry;

import java.util.stream.IntStream;

/**
 * Which pixels an object covers, as COCO writes it: column by column, the lengths of runs of pixels
 * outside and inside by turns, beginning outside.
 *
 * @param width px; a mask covers the whole frame, to which it is stretched where sizes differ
 * @param height px
 * @param counts the run lengths in the compressed text of pycocotools
 */
public record Mask(int width, int height, String counts) {
  /** No mask. */
  public static final Mask NONE = new Mask(0, 0, "");

  /** The mask with these run lengths, whose sum is {@code width * height}. */
  public static Mask ofRuns(int width, int height, int... runs) {
    var counts = new StringBuilder();
    for (int i = 0; i < runs.length; i++) {
      int left = i > 2 ? runs[i] - runs[i - 2] : runs[i];
      for (boolean more = true; more; ) {
        int bits = left & 0x1f;
        left >>= 5;
        more = left != ((bits & 0x10) == 0 ? 0 : -1);
        counts.append((char) (48 + (more ? bits | 0x20 : bits)));
      }
    }
    return new Mask(width, height, counts.toString());
  }

  /** The run lengths; an IllegalArgumentException when they do not cover the mask exactly. */
  public int[] runs() {
    var runs = new int[counts.length()];
    int size = 0;
    for (int at = 0; at < counts.length(); size++) {
      long value = 0;
      int bits = 0x20;
      for (int shift = 0; (bits & 0x20) != 0 && at < counts.length() && shift < 35; shift += 5) {
        bits = counts.charAt(at++) - 48;
        value |= (bits & 0x1fL) << shift;
        value |= (bits & 0x30) == 0x10 ? -1L << shift + 5 : 0;
      }
      runs[size] = (int) (size > 2 ? value + runs[size - 2] : value);
    }
    long covered = IntStream.of(runs).mapToLong(run -> run < 0 ? Integer.MIN_VALUE : run).sum();
    if (covered != (long) width * height) {
      throw new IllegalArgumentException("runs of %dx%d: %s".formatted(width, height, counts));
    }
    return java.util.Arrays.copyOf(runs, size);
  }
}
