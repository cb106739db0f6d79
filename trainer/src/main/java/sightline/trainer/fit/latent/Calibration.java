package sightline.trainer.fit.latent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import sightline.trainer.net.latent.NormalityNet;

/**
 * Finds what errors normal pictures have, place by place, and how odd the oddest of them are, so
 * that 1 is the threshold.
 *
 * <p>Each picture is measured by the others, as pictures to come will be: with sums over all, what
 * it has itself is taken away again. What moves through the scene is nowhere twice the same, so
 * means and deviations are those of a neighborhood of places.
 *
 * <p>Threading: one thread. Keeps the errors of {@link #MOST} pictures.
 */
final class Calibration {

  /** Pictures whose errors are kept; further ones are not looked at. */
  static final int MOST = 1024;

  /** Deviations are not taken for less, in units of the input tensor. */
  private static final double LEAST = 1e-6;

  private final Settled settled;
  private final int width;
  private final int height;

  /**
   * What a recipe decides.
   *
   * @param reach how far a neighborhood goes each way, cells
   * @param floor least deviation of a place, share of the picture's
   * @param quantile of the normal pictures that shall be below the threshold, 0 to 1
   * @param margin factor from there to the threshold
   * @param smooth as of the net, cells
   * @param weight of the divergence
   */
  record Settled(
      int reach, double floor, double quantile, double margin, int smooth, double weight) {}

  /**
   * What the net says of a normal picture.
   *
   * @param error of each cell, row by row
   * @param divergence nats, 0 without
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Normal(float[] error, double divergence) {}

  Calibration(Settled settled, int width, int height) {
    this.settled = settled;
    this.width = width;
    this.height = height;
  }

  /**
   * The kept parameters of the net, by name.
   *
   * @param normals at least 2, held out from training
   * @throws IllegalArgumentException with fewer
   */
  Map<String, float[]> of(List<Normal> normals) {
    if (normals.size() < 2) {
      throw new IllegalArgumentException(
          "%d normal pictures to calibrate with, expected at least 2".formatted(normals.size()));
    }
    var sums = new double[width * height];
    var squares = new double[width * height];
    for (Normal normal : normals) {
      add(sums, around(normal.error, false), 1);
      add(squares, around(normal.error, true), 1);
    }
    double[] divergences = divergences(normals);
    double[] oddest = new double[normals.size()];
    for (int i = 0; i < oddest.length; i++) {
      oddest[i] = oddest(normals.get(i), sums, squares, normals.size());
      oddest[i] += settled.weight * unusual(normals.get(i).divergence, divergences);
    }
    Places places = places(sums, squares, normals.size());
    var found = new LinkedHashMap<String, float[]>();
    found.put(NormalityNet.MEAN, floats(places.mean));
    found.put(NormalityNet.DEVIATION, floats(places.deviation));
    found.put(NormalityNet.DIVERGENCE_SCALE, floats(divergences));
    found.put(NormalityNet.THRESHOLD, new float[] {(float) threshold(oddest)});
    return found;
  }

  private double threshold(double[] oddest) {
    Arrays.sort(oddest);
    int at = (int) Math.ceil(settled.quantile * oddest.length) - 1;
    return Math.max(LEAST, oddest[Math.max(0, at)] * settled.margin);
  }

  /** Mean and deviation. */
  private static double[] divergences(List<Normal> normals) {
    double mean = numbers(normals).average().orElseThrow();
    double variance = numbers(normals).map(one -> (one - mean) * (one - mean)).average().orElse(0);
    return new double[] {mean, Math.max(LEAST, Math.sqrt(variance))};
  }

  private static DoubleStream numbers(List<Normal> normals) {
    return normals.stream().mapToDouble(Normal::divergence);
  }

  private static double unusual(double divergence, double[] divergences) {
    return Math.max(0, (divergence - divergences[0]) / divergences[1]);
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Places(double[] mean, double[] deviation) {}

  private Places places(double[] sums, double[] squares, int count) {
    var mean = new double[sums.length];
    var deviation = new double[sums.length];
    double all = 0;
    for (int i = 0; i < sums.length; i++) {
      mean[i] = sums[i] / count;
      deviation[i] = Math.max(0, squares[i] / count - mean[i] * mean[i]); // variance
      all += deviation[i] / sums.length;
    }
    double least = Math.max(LEAST, settled.floor * Math.sqrt(all));
    for (int i = 0; i < sums.length; i++) {
      deviation[i] = Math.max(least, Math.sqrt(deviation[i]));
    }
    return new Places(mean, deviation);
  }

  private double oddest(Normal normal, double[] sums, double[] squares, int count) {
    double[] otherSums = sums.clone();
    double[] otherSquares = squares.clone();
    add(otherSums, around(normal.error, false), -1);
    add(otherSquares, around(normal.error, true), -1);
    Places others = places(otherSums, otherSquares, count - 1);
    Places all = places(sums, squares, count);
    return Math.max(oddest(normal.error, others), oddest(normal.error, all));
  }

  private double oddest(float[] error, Places places) {
    var odd = new double[error.length];
    for (int i = 0; i < odd.length; i++) {
      odd[i] = Math.max(0, (error[i] - places.mean[i]) / places.deviation[i]);
    }
    int side = settled.smooth / 2;
    double share = 1.0 / (settled.smooth * settled.smooth); // beyond the edges lie zeros
    return Arrays.stream(new Boxes(width, height).sums(odd, side)).max().orElseThrow() * share;
  }

  /** Means over the neighborhoods of the error, or of its square. */
  private double[] around(float[] error, boolean squared) {
    var numbers = new double[error.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = squared ? (double) error[i] * error[i] : error[i];
    }
    return new Boxes(width, height).means(numbers, settled.reach);
  }

  private static void add(double[] sums, double[] numbers, int sign) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += sign * numbers[i];
    }
  }

  private static float[] floats(double[] numbers) {
    var floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }
}
