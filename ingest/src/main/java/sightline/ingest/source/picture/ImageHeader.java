package sightline.ingest.source.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import sightline.events.geometry.FrameSize;

/**
 * Reads the size of a PNG or BMP from its header, so that a bomb is refused before it is decoded.
 *
 * <p>Threading: stateless, any thread.
 */
final class ImageHeader {

  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int HEADER_BYTES = 26;

  private ImageHeader() {}

  /** The size the header states; empty for other formats. */
  static Optional<FrameSize> size(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    if (header.getLong(0) == PNG) {
      return size(header.getInt(16), header.getInt(20));
    }
    if (bytes[0] == 'B' && bytes[1] == 'M') {
      header.order(ByteOrder.LITTLE_ENDIAN);
      return size(header.getInt(18), Math.abs(header.getInt(22)));
    }
    return Optional.empty();
  }

  private static Optional<FrameSize> size(int width, int height) {
    return width < 0 || height < 0 ? Optional.empty() : Optional.of(new FrameSize(width, height));
  }
}
