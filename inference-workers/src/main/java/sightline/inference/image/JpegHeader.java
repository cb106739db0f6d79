package sightline.inference.image;

import sightline.events.geometry.FrameSize;

/**
 * What the segments of a JPEG file before its first pixels say, and whether the file is whole.
 *
 * @param size of the picture as stored, px; an orientation in its metadata is not applied
 */
record JpegHeader(FrameSize size) {

  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int SEGMENT_LENGTH = 2;

  /** Precision, height, width, and number of components of a frame header, bytes. */
  private static final int FRAME_HEADER = 6;

  static JpegHeader read(byte[] jpeg) throws UnreadablePicture {
    if (jpeg.length < 4 || marker(jpeg, 0) != START_OF_IMAGE) {
      throw unreadable("%d bytes that do not begin as a JPEG does".formatted(jpeg.length));
    }
    FrameSize size = FrameSize.UNKNOWN;
    int at = 2;
    while (at + 4 <= jpeg.length) {
      int marker = marker(jpeg, at);
      if (marker < 0) {
        throw unreadable("JPEG without a marker at byte " + at);
      }
      if (marker == 0xFF || isAlone(marker)) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      int length = number(jpeg, at + 2);
      if (isFrame(marker)) {
        size = frameSize(jpeg, at + 2 + SEGMENT_LENGTH);
      }
      if (marker == START_OF_SCAN) {
        return whole(jpeg, at + 2 + length, size);
      }
      at += 2 + Math.max(SEGMENT_LENGTH, length);
    }
    throw unreadable("JPEG of %d bytes that ends before its first pixel".formatted(jpeg.length));
  }

  private static JpegHeader whole(byte[] jpeg, int firstPixel, FrameSize size)
      throws UnreadablePicture {
    if (size.pixels() == 0) {
      throw unreadable("JPEG that does not say its size");
    }
    for (int at = jpeg.length - 2; at >= firstPixel; at--) {
      if (marker(jpeg, at) == END_OF_IMAGE) {
        return new JpegHeader(size);
      }
    }
    throw unreadable("JPEG of %d bytes without its end".formatted(jpeg.length));
  }

  private static FrameSize frameSize(byte[] jpeg, int at) throws UnreadablePicture {
    if (at + FRAME_HEADER > jpeg.length) {
      throw unreadable("JPEG of %d bytes that ends in its header".formatted(jpeg.length));
    }
    return new FrameSize(number(jpeg, at + 3), number(jpeg, at + 1));
  }

  /** The code of the marker at {@code at}, or -1 when there is none. */
  private static int marker(byte[] jpeg, int at) {
    return (jpeg[at] & 0xFF) == 0xFF ? jpeg[at + 1] & 0xFF : -1;
  }

  private static int number(byte[] jpeg, int at) {
    return (jpeg[at] & 0xFF) << 8 | jpeg[at + 1] & 0xFF;
  }

  /** Restart markers and the like, which have no length. */
  private static boolean isAlone(int marker) {
    return marker >= 0xD0 && marker <= START_OF_IMAGE || marker == 0x01;
  }

  /** Frame headers C0 to CF, without the tables that share the range. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static UnreadablePicture unreadable(String found) {
    return UnreadablePicture.garbage("expected a whole JPEG, found " + found);
  }
}
