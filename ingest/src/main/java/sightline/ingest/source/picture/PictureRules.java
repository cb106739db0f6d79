package sightline.ingest.source.picture;

import sightline.events.geometry.FrameSize;

/**
 * What a picture must be like before it is published.
 *
 * @param longestSide px; larger pictures are made smaller; 0 leaves them as they are
 * @param jpegQuality 1 to 100, for pictures that have to be encoded
 * @param maxBytes largest JPEG, bytes
 */
public record PictureRules(int longestSide, int jpegQuality, int maxBytes) {

  /** The size a picture of {@code size} gets, aspect ratio kept. */
  public FrameSize sizeOf(FrameSize size) {
    int longest = Math.max(size.width(), size.height());
    if (longestSide == 0 || longest <= longestSide) {
      return size;
    }
    double scale = (double) longestSide / longest;
    return scaled(size, scale);
  }

  static FrameSize scaled(FrameSize size, double scale) {
    return new FrameSize(
        Math.max(1, (int) Math.round(size.width() * scale)),
        Math.max(1, (int) Math.round(size.height() * scale)));
  }
}
