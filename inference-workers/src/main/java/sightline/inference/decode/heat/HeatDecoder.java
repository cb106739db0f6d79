package sightline.inference.decode.heat;

import java.util.List;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets that give a heat map and a score of the whole picture: reconstruction errors of
 * autoencoders and the like, brought to their thresholds inside of the net.
 *
 * <p>Layout, without the batch: {@code heat[1,h,w]}, 0 or more, 1 at the threshold of a pixel, over
 * the whole input; {@code score[1]}. Other outputs are passed over.
 *
 * <p>A pixel of the frame's map is between its neighbors among the net's cells, and never less than
 * a cell that lies in it: no spot is lost where the map is made smaller.
 *
 * <p>Threading: immutable, any thread.
 */
public final class HeatDecoder {

  /** The word for the family in manifests. */
  public static final String FAMILY = "heat";

  /** What a pixel at its threshold becomes; 255 is the most. */
  private static final float AT_THRESHOLD = 128;

  private static final int AXES = 3;

  private final String heat;
  private final String score;
  private final float threshold;
  private final InputSpec input;

  private HeatDecoder(String heat, String score, float threshold, InputSpec input) {
    this.heat = heat;
    this.score = score;
    this.threshold = threshold;
    this.input = input;
  }

  /**
   * As {@code manifest} says.
   *
   * @throws BadManifest when its threshold is no number
   */
  public static HeatDecoder of(ModelManifest manifest) {
    var decoder = manifest.decoder();
    float[] thresholds = decoder.numbers("threshold", "1");
    if (thresholds.length != 1) {
      throw new BadManifest("decoder.threshold", decoder.text("threshold", ""), "one number");
    }
    return new HeatDecoder(
        decoder.text("heat", "heat"),
        decoder.text("score", "score"),
        thresholds[0],
        manifest.input());
  }

  /**
   * The judgement on one picture.
   *
   * @param outputs every output of the net
   * @param grid size of the frame's map, and where the frame lies in the input
   * @throws IllegalArgumentException when the outputs are not those of this family, or not finite
   */
  public Judgement decode(List<Tensor> outputs, MaskGrid grid) {
    Tensor cells = finite(named(heat, outputs));
    Tensor number = finite(named(score, outputs));
    if (cells.axes() != AXES || cells.size(0) != 1 || cells.size(1) < 1 || cells.size(2) < 1) {
      throw new IllegalArgumentException("expected a heat map with axes [1,h,w], found " + cells);
    }
    if (number.values().length != 1) {
      throw new IllegalArgumentException("expected a score of one number, found " + number);
    }
    return new Judgement(number.values()[0], threshold, onFrame(cells, grid));
  }

  private static Tensor named(String name, List<Tensor> outputs) {
    return outputs.stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an output %s, found %s".formatted(name, outputs)));
  }

  private static Tensor finite(Tensor tensor) {
    for (float value : tensor.values()) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "expected finite numbers in output %s, found %s".formatted(tensor, value));
      }
    }
    return tensor;
  }

  private GrayPixels onFrame(Tensor cells, MaskGrid grid) {
    Letterbox place = grid.letterbox();
    double across = (double) cells.size(2) / input.width(); // cells a px of the input
    double down = (double) cells.size(1) / input.height();
    var columns =
        new HeatAxis(grid.width(), cells.size(2), place.left() * across, place.width() * across);
    var rows =
        new HeatAxis(grid.height(), cells.size(1), place.top() * down, place.height() * down);
    var sampled = new HeatSampling(cells.values(), columns, rows);
    var gray = new byte[grid.width() * grid.height()];
    for (int y = 0; y < grid.height(); y++) {
      for (int x = 0; x < grid.width(); x++) {
        int value = Math.round(AT_THRESHOLD * sampled.at(x, y));
        gray[y * grid.width() + x] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return new GrayPixels(grid.width(), grid.height(), gray);
  }
}
