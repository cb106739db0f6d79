package sightline.inference.decode.prior;

import sightline.inference.model.BadManifest;

/** Width and height of the priors of one cell, in turn, input px. */
final class PriorShapes {

  private static final int MAX_OCTAVES = 100;

  private PriorShapes() {}

  /** Each size times 2^(k/octaves), for k from 0. */
  static float[] octaves(float[] sizes, int octaves) {
    if (octaves > MAX_OCTAVES) {
      throw new BadManifest("decoder.octaves", octaves, "1 to " + MAX_OCTAVES);
    }
    float[] all = new float[sizes.length * octaves];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (sizes[i / octaves] * Math.pow(2, (double) (i % octaves) / octaves));
    }
    return all;
  }

  /** Each size in each ratio: all ratios of the first size first, or all sizes of a ratio. */
  static float[] of(float[] sizes, float[] ratios, boolean bySize) {
    int pairs = sizes.length * ratios.length;
    float[] shapes = new float[2 * pairs];
    for (int pair = 0; pair < pairs; pair++) {
      float size = sizes[bySize ? pair / ratios.length : pair % sizes.length];
      float ratio = ratios[bySize ? pair % ratios.length : pair / sizes.length];
      put(shapes, pair, size, ratio);
    }
    return shapes;
  }

  /**
   * As SSD has them: the smaller size and the geometric mean of both as squares, then the smaller
   * in each ratio, lying and standing.
   */
  static float[] ofSsd(float[] sizes, float[] ratios) {
    if (sizes.length != 2) {
      throw new BadManifest(
          "manifest.decoder.sizes has a group of %d, expected two: the smaller and the larger size"
              .formatted(sizes.length));
    }
    float[] shapes = new float[2 * (2 + 2 * ratios.length)];
    put(shapes, 0, sizes[0], 1);
    put(shapes, 1, (float) Math.sqrt((double) sizes[0] * sizes[1]), 1);
    for (int i = 0; i < ratios.length; i++) {
      put(shapes, 2 + 2 * i, sizes[0], ratios[i]);
      put(shapes, 3 + 2 * i, sizes[0], 1 / ratios[i]);
    }
    return shapes;
  }

  private static void put(float[] shapes, int pair, float size, float ratio) {
    if (!(ratio > 0 && ratio < Float.POSITIVE_INFINITY)) {
      throw new BadManifest("decoder.ratios", ratio, "numbers of more than 0");
    }
    double root = Math.sqrt(ratio);
    shapes[2 * pair] = (float) (size * root);
    shapes[2 * pair + 1] = (float) (size / root);
  }
}
