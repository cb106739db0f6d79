package sightline.ingest.source.picture;

import java.util.Optional;
import sightline.events.geometry.FrameSize;

/**
 * Reads the size of a JPEG from its frame header (SOF), and where its picture begins, without
 * decoding it.
 *
 * <p>Threading: stateless, any thread.
 */
final class JpegHeader {

  private static final int START_OF_IMAGE = 0xD8;
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;

  private JpegHeader() {}

  /** Whether {@code bytes} begin like a JPEG. */
  static boolean looksLikeJpeg(byte[] bytes) {
    return bytes.length >= 3 && at(bytes, 0) == 0xFF && at(bytes, 1) == START_OF_IMAGE;
  }

  /** The size the header states; empty when {@code bytes} are no JPEG or the header is broken. */
  static Optional<FrameSize> size(byte[] bytes) {
    if (!looksLikeJpeg(bytes)) {
      return Optional.empty();
    }
    int position = 2;
    while (position + 4 <= bytes.length) {
      if (at(bytes, position) != 0xFF) {
        return Optional.empty();
      }
      int marker = at(bytes, position + 1);
      if (marker == 0xFF) { // fill byte
        position++;
      } else if (standsAlone(marker)) {
        position += 2;
      } else if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        return Optional.empty();
      } else if (isFrameHeader(marker)) {
        return frameSize(bytes, position);
      } else {
        int length = word(bytes, position + 2);
        if (length < 2) {
          return Optional.empty();
        }
        position += 2 + length;
      }
    }
    return Optional.empty();
  }

  /** Where the first scan begins, behind all headers; 0 when {@code bytes} are no whole JPEG. */
  static int scanStart(byte[] bytes) {
    int position = looksLikeJpeg(bytes) ? 2 : bytes.length;
    while (position + 4 <= bytes.length && at(bytes, position) == 0xFF) {
      int marker = at(bytes, position + 1);
      if (marker == START_OF_SCAN) {
        return position;
      }
      if (marker == 0xFF) {
        position++;
      } else {
        position += 2 + (standsAlone(marker) ? 0 : word(bytes, position + 2));
      }
    }
    return 0;
  }

  private static Optional<FrameSize> frameSize(byte[] bytes, int position) {
    if (position + 9 > bytes.length) {
      return Optional.empty();
    }
    int height = word(bytes, position + 5);
    int width = word(bytes, position + 7);
    return width == 0 || height == 0 ? Optional.empty() : Optional.of(new FrameSize(width, height));
  }

  /** SOF0 to SOF15 without the tables that share their range: DHT, JPG, DAC. */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= START_OF_IMAGE);
  }

  private static int word(byte[] bytes, int index) {
    return at(bytes, index) << 8 | at(bytes, index + 1);
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }
}
