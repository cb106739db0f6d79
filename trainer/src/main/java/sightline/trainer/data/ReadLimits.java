package sightline.trainer.data;

/**
 * Bounds of what a dataset may be, so that no file however made exhausts the memory.
 *
 * @param samples most pictures in a dataset; the folder may hold four times as many files
 * @param annotationBytes longest annotation file
 * @param objects most objects on one picture; a picture with more is a flaw
 * @param points most points or runs in the outline of one object
 * @param pixels most pixels of a picture or label map
 * @param flaws most flaws that are listed; of further ones only the number is
 */
public record ReadLimits(
    int samples, long annotationBytes, int objects, int points, long pixels, int flaws) {

  /** Enough for COCO and for one split of Open Images. */
  public static final ReadLimits USUAL =
      new ReadLimits(500_000, 2L << 30, 10_000, 200_000, 200_000_000, 1_000);

  public ReadLimits {
    require(samples >= 1, "samples", samples);
    require(annotationBytes >= 1, "annotationBytes", annotationBytes);
    require(objects >= 1, "objects", objects);
    require(points >= 3, "points", points);
    require(pixels >= 1 && pixels <= Integer.MAX_VALUE - 8, "pixels", pixels);
    require(flaws >= 1, "flaws", flaws);
  }

  private static void require(boolean holds, String name, long value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "limit %s is %d, expected 1 or more (points: 3; pixels: below 2^31)"
              .formatted(name, value));
    }
  }
}
