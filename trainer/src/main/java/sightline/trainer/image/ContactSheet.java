package sightline.trainer.image;

import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Scalar;
import sightline.trainer.data.Pixels;

/**
 * Many small pictures on one, row by row: traversals of a latent space, reconstructions beside
 * JPEG.
 *
 * <p>Threading: stateless, any thread. Ownership: native memory is freed before a method returns.
 */
public final class ContactSheet {

  /** Most pixels of a sheet. */
  private static final long MOST_PIXELS = 50_000_000;

  private static final int FONT = opencv_imgproc.FONT_HERSHEY_SIMPLEX;
  private static final double LETTERS = .4;
  private static final int CAPTION = 16;

  private ContactSheet() {}

  /**
   * What the sheet looks like.
   *
   * @param columns pictures of a row
   * @param side longer side of every cell, px; pictures are enlarged to it without smoothing, or
   *     made smaller
   * @param gap between cells, px
   */
  public record Layout(int columns, int side, int gap) {
    public Layout {
      if (columns < 1 || side < 8 || gap < 0) {
        throw new IllegalArgumentException(
            "%d columns, side %d, gap %d: expected 1, 8, 0 or more".formatted(columns, side, gap));
      }
    }
  }

  /** A picture and the words below it, or none. */
  public record Cell(Pixels picture, String caption) {}

  /** The sheet, on white; {@link Stills} makes a file of it. */
  public static Pixels of(List<Cell> cells, Layout layout) {
    if (cells.isEmpty()) {
      throw new IllegalArgumentException("expected pictures for a sheet, found none");
    }
    boolean captions = cells.stream().anyMatch(cell -> !cell.caption().isEmpty());
    int tall = cells.stream().mapToInt(cell -> height(cell, layout.side())).max().orElseThrow();
    int across = layout.side() + layout.gap();
    int down = tall + layout.gap() + (captions ? CAPTION : 0);
    int columns = Math.min(layout.columns(), cells.size());
    int rows = (cells.size() + columns - 1) / columns;
    long width = (long) columns * across + layout.gap();
    long height = (long) rows * down + layout.gap();
    if (width * height > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "expected a sheet of at most %d pixels, found %dx%d"
              .formatted(MOST_PIXELS, width, height));
    }
    try (var sheet = new Mat((int) height, (int) width, opencv_core.CV_8UC3)) {
      Mats.fill(sheet, 255);
      for (int i = 0; i < cells.size(); i++) {
        int left = layout.gap() + i % columns * across;
        int top = layout.gap() + i / columns * down;
        draw(sheet, cells.get(i), new View(left, top, layout.side(), tall));
      }
      return Mats.toPixels(sheet);
    }
  }

  private static int longest(Cell cell) {
    return Math.max(cell.picture().size().width(), cell.picture().size().height());
  }

  private static int height(Cell cell, int side) {
    return Math.max(1, cell.picture().size().height() * side / longest(cell));
  }

  private static void draw(Mat sheet, Cell cell, View room) {
    int width = Math.max(1, cell.picture().size().width() * room.width() / longest(cell));
    boolean smaller = longest(cell) > room.width();
    var place = new View(room.left(), room.top(), width, height(cell, room.width()));
    try (Mat picture = Mats.ofPixels(cell.picture());
        Mat part = Mats.part(sheet, place);
        var size = part.size()) {
      int how = smaller ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_NEAREST;
      opencv_imgproc.resize(picture, part, size, 0, 0, how);
    }
    try (var start = new Point(room.left(), room.top() + room.height() + CAPTION - 5);
        var black = new Scalar(0, 0, 0, 0)) {
      opencv_imgproc.putText(
          sheet, cell.caption(), start, FONT, LETTERS, black, 1, opencv_imgproc.LINE_AA, false);
    }
  }
}
