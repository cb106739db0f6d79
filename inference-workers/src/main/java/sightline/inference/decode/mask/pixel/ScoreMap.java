package sightline.inference.decode.mask.pixel;

import sightline.events.geometry.InputSpec.Layout;
import sightline.inference.decode.Tensor;

/**
 * Scores of channels in cells, as they lie in an output of a net.
 *
 * <p>Threading: reads what belongs to the caller.
 */
public final class ScoreMap {

  private final float[] values;
  private final int channels;
  private final int height;
  private final int width;
  private final int channelStep;
  private final int cellStep;

  private ScoreMap(float[] values, int channels, int height, int width, Layout layout) {
    this.values = values;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.channelStep = layout == Layout.NCHW ? height * width : 1;
    this.cellStep = layout == Layout.NCHW ? 1 : channels;
  }

  /**
   * All of {@code tensor}.
   *
   * @throws IllegalArgumentException unless it has three axes of at least 1
   */
  public static ScoreMap of(Tensor tensor, Layout layout) {
    if (tensor.axes() != 3 || tensor.values().length == 0) {
      throw new IllegalArgumentException(
          "expected scores as %s without the batch, found %s".formatted(layout, tensor));
    }
    boolean planar = layout == Layout.NCHW;
    return new ScoreMap(
        tensor.values(),
        tensor.size(planar ? 0 : 2),
        tensor.size(planar ? 1 : 0),
        tensor.size(planar ? 2 : 1),
        layout);
  }

  /** One channel, row by row. */
  public static ScoreMap single(float[] values, int width, int height) {
    return new ScoreMap(values, 1, height, width, Layout.NCHW);
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public float[] values() {
    return values;
  }

  /** Index of {@code channel} of the first cell of {@code row}. */
  public int row(int channel, int row) {
    return channel * channelStep + row * width * cellStep;
  }

  /** From a cell's index to that of the next one in its row. */
  public int cellStep() {
    return cellStep;
  }

  public float score(int channel, int cell) {
    return values[channel * channelStep + cell * cellStep];
  }

  public int cells() {
    return height * width;
  }
}
