package sightline.trainer.data;

import sightline.events.geometry.FrameSize;

/**
 * A picture in memory.
 *
 * @param size at least one pixel
 * @param channels 3 for blue, green, red, side by side; 1 for gray
 * @param bytes row by row from the top left
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
public record Pixels(FrameSize size, int channels, byte[] bytes) {

  public Pixels {
    boolean fits = size.pixels() * channels == bytes.length && bytes.length > 0;
    if (channels != 1 && channels != 3 || !fits) {
      throw new IllegalArgumentException(
          "expected %s pixels of 1 or 3 bytes, found %d bytes in %d channels"
              .formatted(size, bytes.length, channels));
    }
  }
}
