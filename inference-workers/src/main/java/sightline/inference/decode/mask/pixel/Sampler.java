package sightline.inference.decode.mask.pixel;

import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.mask.pixel.Axis.Span;

/**
 * Scores at the pixels of a mask, column by column.
 *
 * <p>Threading: one thread at a time.
 */
public final class Sampler {

  private final ScoreMap map;
  private final int maskHeight;
  private final Axis columns;
  private final Axis rows;
  private final float[] line;

  private Sampler(ScoreMap map, MaskGrid grid, Box cut, Box spread) {
    this.map = map;
    this.maskHeight = grid.height();
    this.columns =
        Axis.of(
            grid::inputX,
            grid.width(),
            new Span(cut.left(), cut.right()),
            new Span(spread.left(), spread.right()),
            map.width());
    this.rows =
        Axis.of(
            grid::inputY,
            grid.height(),
            new Span(cut.top(), cut.bottom()),
            new Span(spread.top(), spread.bottom()),
            map.height());
    this.line = new float[map.height()];
  }

  /** Of a map that is spread over the whole input; of what the net did not see nothing is told. */
  public static Sampler over(InputSpec input, ScoreMap map, MaskGrid grid) {
    var whole = new Box(0, 0, input.width(), input.height());
    return new Sampler(map, grid, whole, whole);
  }

  /**
   * Of a map that is spread over the box {@code spread}, as far as the box {@code cut} reaches;
   * both in px of the input.
   */
  public static Sampler within(Box cut, Box spread, ScoreMap map, MaskGrid grid) {
    return new Sampler(map, grid, cut, spread);
  }

  /** How many columns of the mask there are. */
  public int columns() {
    return columns.count();
  }

  /** How many pixels each column has. */
  public int rows() {
    return rows.count();
  }

  /** Number of the first pixel of {@code column} in the mask, as a {@link MaskWriter} counts. */
  public int firstPixel(int column) {
    return (columns.first() + column) * maskHeight + rows.first();
  }

  /** Writes the scores of {@code channel} down {@code column} into {@code into} from {@code at}. */
  public void read(int channel, int column, float[] into, int at) {
    int count = rows.count();
    if (count == 0) {
      return;
    }
    float[] values = map.values();
    int left = columns.low(column) * map.cellStep();
    int right = columns.high(column) * map.cellStep();
    float across = columns.share(column);
    int last = rows.high(count - 1);
    int step = map.row(0, 1);
    int start = map.row(channel, rows.low(0));
    for (int row = rows.low(0); row <= last; row++, start += step) {
      float from = values[start + left];
      line[row] = from + (values[start + right] - from) * across;
    }
    for (int index = 0; index < count; index++) {
      float from = line[rows.low(index)];
      into[at + index] = from + (line[rows.high(index)] - from) * rows.share(index);
    }
  }

  /** Covers the pixels whose score in the first channel is more than {@code threshold}. */
  public void cover(float threshold, MaskWriter writer) {
    float[] scores = new float[rows()];
    for (int column = 0; column < columns(); column++) {
      read(0, column, scores, 0);
      int first = firstPixel(column);
      for (int row = 0; row < scores.length; row++) {
        if (scores[row] > threshold) {
          int from = row;
          while (row < scores.length && scores[row] > threshold) {
            row++;
          }
          writer.cover(first + from, first + row);
        }
      }
    }
  }
}
