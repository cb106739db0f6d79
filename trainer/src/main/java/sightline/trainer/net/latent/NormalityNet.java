package sightline.trainer.net.latent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.net.Net;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Pooling;
import sightline.trainer.net.part.Settings;

/**
 * Notices what it cannot give back: a net that has learned what is normal, the error of what it
 * gives back, measured by the errors that normal pictures have at the same place, and how unusual
 * its latent numbers are (J. An, S. Cho, "Variational Autoencoder based Anomaly Detection using
 * Reconstruction Probability", 2015; P. Bergmann et al., 2019).
 *
 * <pre>
 *   error   mean over channels of |x - x'| or (x - x')^2, averaged over each cell
 *   odd     averaged over smooth x smooth cells: max(0, (error - mean) / deviation)
 *   heat    odd / threshold
 *   score   (greatest odd + weight * max(0, (KL - its mean) / its deviation)) / threshold
 * </pre>
 *
 * <p>Before a fixed camera most of a picture never changes. With a background, a picture of its own
 * that is learned, the net is given what differs from it and gives that back.
 *
 * <p>Forward gives {@link #ERROR}, {@link #DIVERGENCE}, {@link #HEAT}, {@link #SCORE} beside what
 * the net gives, the answer all but the first two and {@link LatentNet#RAW}. Means, deviations and
 * threshold are parameters that are kept; before they are calibrated they are 0, 1 and 1.
 *
 * @param input channels, height, width of the whole picture
 * @param tiles that the net sees one by one
 * @param net of a tile
 * @param background whether one is learned
 */
public record NormalityNet(
    List<Integer> input, Tiles tiles, LatentNet net, Measure measure, boolean background)
    implements Net {

  /** Error of each cell, not compared with anything: (1, h, w). */
  public static final String ERROR = "error";

  /** KL divergence of the latent numbers, nats, the greatest of all tiles: (1). */
  public static final String DIVERGENCE = "divergence";

  /** How odd each cell is, 1 at the threshold: (1, h, w). */
  public static final String HEAT = "heat";

  /** How odd the picture is, 1 at the threshold: (1). */
  public static final String SCORE = "score";

  /** Name of the parameter that is the background: (C, H, W). */
  public static final String BACKGROUND = "background";

  /** Names of the parameters that calibration sets. */
  public static final String MEAN = "calibration.mean";

  public static final String DEVIATION = "calibration.deviation";
  public static final String DIVERGENCE_SCALE = "calibration.divergence";
  public static final String THRESHOLD = "calibration.threshold";

  /** How a picture is cut. */
  public record Tiles(int rows, int columns) {

    boolean several() {
      return rows * columns > 1;
    }

    List<Integer> tile(List<Integer> picture) {
      return List.of(picture.get(0), picture.get(1) / rows, picture.get(2) / columns);
    }
  }

  /**
   * How errors are measured.
   *
   * @param squared whether errors are squared
   * @param blur side of a square over which differences are averaged before they become errors, px,
   *     odd; 1 for none. Fine grain that cannot be given back is no error then.
   * @param cell side of the squares of a heat map, px
   * @param smooth cells over which oddness is averaged, odd
   * @param weight of the divergence
   */
  public record Measure(boolean squared, int blur, int cell, int smooth, double weight) {}

  /**
   * Reads parameters of {@code settings}: those of the net, whose codes are not rounded, {@code
   * rows} and {@code columns} of tiles (1), {@code error} l1 or l2, {@code blur} (1), {@code cell}
   * (4), {@code smooth} (3), {@code divergence} weight of the KL divergence (0), {@code background}
   * whether one is learned (false).
   */
  public static NormalityNet of(
      String family, Settings settings, List<Integer> picture, boolean unit) {
    var tiles = new Tiles(settings.whole("rows", 1, 1, 64), settings.whole("columns", 1, 1, 64));
    var measure =
        new Measure(
            settings.word("error", "l1", "l2").equals("l2"),
            settings.whole("blur", 1, 1, 31),
            settings.whole("cell", 4, 1, 64),
            settings.whole("smooth", 3, 1, 31),
            settings.number("divergence", 0, 0, 100));
    int high = tiles.rows * measure.cell;
    int wide = tiles.columns * measure.cell;
    settings.require(measure.blur % 2 == 1, "blur", measure.blur, "an odd number");
    settings.require(measure.smooth % 2 == 1, "smooth", measure.smooth, "an odd number");
    settings.require(
        picture.get(1) % high == 0 && picture.get(2) % wide == 0,
        "cell",
        measure.cell,
        "a height of n * %d and a width of n * %d, found %dx%d"
            .formatted(high, wide, picture.get(2), picture.get(1)));
    boolean background = settings.flag("background", false);
    return new NormalityNet(
        List.copyOf(picture),
        tiles,
        LatentNets.exact(family, settings, tiles.tile(picture), unit && !background),
        measure,
        background);
  }

  /** Height and width of the heat map, cells. */
  public int heatHeight() {
    return input.get(1) / measure.cell;
  }

  public int heatWidth() {
    return input.get(2) / measure.cell;
  }

  @Override
  public Map<String, Value> forward(Value picture) {
    var outputs = new LinkedHashMap<String, Value>();
    Map<String, Value> given;
    if (background) {
      Value ground = picture.parameter(ground());
      given = net.forward(cut(picture.subtract(ground)));
      given.forEach((name, value) -> outputs.put(name, together(value)));
      outputs.replaceAll((name, value) -> isPicture(name) ? value.add(ground) : value);
    } else {
      given = net.forward(cut(picture));
      given.forEach((name, value) -> outputs.put(name, together(value)));
    }
    Value error = error(picture, outputs.get(LatentNet.RECONSTRUCTION)); // (1, h, w)
    Value odd = odd(error); // (1, h, w)
    Value threshold = error.parameter(Parameter.kept(THRESHOLD, 1, 1, 1, 1));
    outputs.put(ERROR, error);
    outputs.put(HEAT, odd.divide(threshold));
    Value oddest = greatest(odd); // (1, 1, 1)
    if (given.containsKey(LatentNet.MEAN)) {
      Value divergence = greatest(together(divergence(given))); // (1, 1, 1)
      outputs.put(DIVERGENCE, divergence.reshape(1));
      oddest = oddest.add(unusual(divergence).scale(measure.weight));
    }
    outputs.put(SCORE, oddest.divide(threshold).reshape(1));
    return outputs;
  }

  @Override
  public Map<String, Value> answer(Value picture) {
    Map<String, Value> all = forward(picture);
    var outputs = new LinkedHashMap<String, Value>();
    for (String name : List.of(HEAT, SCORE, LatentNet.RECONSTRUCTION)) {
      outputs.put(name, all.get(name));
    }
    for (String name : List.of(LatentNet.MEAN, LatentNet.LOG_VARIANCE)) {
      if (all.containsKey(name)) {
        outputs.put(name, all.get(name));
      }
    }
    return outputs;
  }

  private Parameter ground() {
    return Parameter.learned(
        BACKGROUND, Parameter.Start.constant(0), input.toArray(Integer[]::new));
  }

  private static boolean isPicture(String output) {
    return output.equals(LatentNet.RAW) || output.equals(LatentNet.RECONSTRUCTION);
  }

  private Value cut(Value picture) {
    return tiles.several() ? picture.toTiles(tiles.rows, tiles.columns) : picture;
  }

  /** What the tiles have, as what the picture has: pictures side by side, numbers in a row. */
  private Value together(Value ofTile) {
    if (!tiles.several()) {
      return ofTile;
    }
    if (ofTile.sizes().size() > 1) {
      return ofTile.fromTiles(tiles.rows, tiles.columns);
    }
    int count = ofTile.sizes().get(0);
    return ofTile
        .reshape(count, 1, 1)
        .fromTiles(tiles.rows, tiles.columns)
        .reshape(count * tiles.rows * tiles.columns);
  }

  private Value error(Value picture, Value reconstruction) {
    Value difference = blur(picture.subtract(reconstruction), measure.blur); // (C, H, W)
    Value error = measure.squared ? difference.multiply(difference) : difference.abs();
    Value mean = error.mean(0); // (1, H, W)
    return measure.cell == 1 ? mean : mean.averagePool(Pooling.of(measure.cell)); // (1, h, w)
  }

  private static Value blur(Value picture, int side) {
    return side == 1 ? picture : picture.averagePool(new Pooling(side, 1, side / 2, side / 2));
  }

  private Value odd(Value error) {
    Value mean = error.parameter(Parameter.kept(MEAN, 0, 1, heatHeight(), heatWidth()));
    Value deviation = error.parameter(Parameter.kept(DEVIATION, 1, 1, heatHeight(), heatWidth()));
    return blur(error.subtract(mean).divide(deviation).relu(), measure.smooth);
  }

  /** KL divergence from the standard normal distribution, nats: (1, 1, 1) of each tile. */
  private static Value divergence(Map<String, Value> given) {
    Value mean = given.get(LatentNet.MEAN); // (L)
    Value logVariance = given.get(LatentNet.LOG_VARIANCE);
    Value twice = mean.multiply(mean).add(logVariance.exp()).subtract(logVariance).shift(-1);
    return twice.sum(0).scale(.5).reshape(1, 1, 1);
  }

  private static Value unusual(Value divergence) {
    Value scale = divergence.parameter(Parameter.kept(DIVERGENCE_SCALE, 1, 2, 1, 1));
    return divergence.subtract(scale.slice(0, 0, 1)).divide(scale.slice(0, 1, 2)).relu();
  }

  /** The greatest number of a map, which is repeated to a square for that. */
  private static Value greatest(Value map) {
    int side = Math.max(map.height(), map.width());
    if (side == 1) {
      return map;
    }
    Value square = repeated(repeated(map, 1, side), 2, side); // (1, side, side)
    return square.maxPool(Pooling.of(side)); // (1, 1, 1)
  }

  private static Value repeated(Value map, int axis, int length) {
    int size = map.sizes().get(axis);
    int more = (length + size - 1) / size - 1;
    return more == 0 ? map : map.cat(axis, Collections.nCopies(more, map)).slice(axis, 0, length);
  }
}
