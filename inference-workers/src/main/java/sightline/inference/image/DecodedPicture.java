package sightline.inference.image;

import org.bytedeco.opencv.opencv_core.Mat;
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

  Mat pixels() {
    return pixels;
  }
}
