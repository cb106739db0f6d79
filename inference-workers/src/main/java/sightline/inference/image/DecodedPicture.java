package sightline.inference.image;

import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;

/**
 * The pixels of one picture, blue, green, red, 8 bits each.
 *
 * <p>Threading: the thread of the decoder that made it.
 *
 * <p>Ownership: the pixels belong to the decoder and are overwritten by its next picture.
 */
public final class DecodedPicture {

  private final Mat pixels;
  private final FrameSize size;

  DecodedPicture(Mat pixels, FrameSize size) {
    this.pixels = pixels;
    this.size = size;
  }

  /** Size of the frame as captured, also when fewer pixels were decoded. */
  public FrameSize size() {
    return size;
  }

  /**
   * The pixels inside {@code region}, at least one, as a picture of its own over the same memory.
   *
   * <p>Ownership: as for the whole picture; {@link #closePart} lets the view go.
   */
  public DecodedPicture part(Box region) {
    Box inside = region.clippedTo(new FrameSize(pixels.cols(), pixels.rows()));
    int left = Math.min(pixels.cols() - 1, (int) inside.left());
    int top = Math.min(pixels.rows() - 1, (int) inside.top());
    int width = Math.max(1, Math.round(inside.right()) - left);
    int height = Math.max(1, Math.round(inside.bottom()) - top);
    try (var rows = pixels.rowRange(top, top + height)) {
      return new DecodedPicture(rows.colRange(left, left + width), new FrameSize(width, height));
    }
  }

  /** Lets go of a view that {@link #part} made. */
  public void closePart() {
    pixels.close();
  }

  Mat pixels() {
    return pixels;
  }
}
