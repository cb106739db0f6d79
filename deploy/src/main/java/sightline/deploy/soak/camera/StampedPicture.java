package sightline.deploy.soak.camera;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * JPEGs that carry the camera's own number in a comment behind the first marker, so that a reader
 * of the log knows which of the pictures that were sent it sees.
 *
 * <p>Threading: stateless, any thread.
 */
public final class StampedPicture {

  private static final String MARK = "sightline-soak number=";
  private static final int COMMENT = 0xFE;
  private static final int MARKER_BYTES = 2;
  private static final int LENGTH_BYTES = 2;
  private static final int BROKEN_BODY_BYTES = 2_000;

  private StampedPicture() {}

  /** {@code jpeg} with {@code number} in a comment. */
  static byte[] of(byte[] jpeg, long number) {
    byte[] text = (MARK + number + ";").getBytes(US_ASCII);
    int inserted = MARKER_BYTES + LENGTH_BYTES + text.length;
    byte[] stamped = new byte[jpeg.length + inserted];
    System.arraycopy(jpeg, 0, stamped, 0, MARKER_BYTES);
    stamped[MARKER_BYTES] = (byte) 0xFF;
    stamped[MARKER_BYTES + 1] = (byte) COMMENT;
    stamped[MARKER_BYTES + 2] = (byte) ((text.length + LENGTH_BYTES) >> 8);
    stamped[MARKER_BYTES + 3] = (byte) (text.length + LENGTH_BYTES);
    System.arraycopy(text, 0, stamped, MARKER_BYTES * 3, text.length);
    System.arraycopy(
        jpeg, MARKER_BYTES, stamped, MARKER_BYTES + inserted, jpeg.length - MARKER_BYTES);
    return stamped;
  }

  /** The number in {@code jpeg}; empty when it carries none. */
  public static OptionalLong number(byte[] jpeg) {
    int start = MARKER_BYTES * 3;
    byte[] mark = MARK.getBytes(US_ASCII);
    if (jpeg.length < start + mark.length
        || !Arrays.equals(jpeg, start, start + mark.length, mark, 0, mark.length)) {
      return OptionalLong.empty();
    }
    long number = 0;
    for (int i = start + mark.length; i < jpeg.length && jpeg[i] != ';'; i++) {
      if (jpeg[i] < '0' || jpeg[i] > '9') {
        return OptionalLong.empty();
      }
      number = number * 10 + (jpeg[i] - '0');
    }
    return OptionalLong.of(number);
  }

  /** {@code jpeg} up to its frame header, so that it still has a size, and noise behind that. */
  static byte[] broken(byte[] jpeg, long seed) {
    int end = endOfFrameHeader(jpeg);
    byte[] noise = noise(seed, BROKEN_BODY_BYTES);
    byte[] broken = Arrays.copyOf(jpeg, end + noise.length);
    System.arraycopy(noise, 0, broken, end, noise.length);
    return broken;
  }

  /** Bytes without any meaning, and without a line end that could end a part. */
  static byte[] noise(long seed, int bytes) {
    var random = new SplittableRandom(seed);
    byte[] noise = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      noise[i] = (byte) random.nextInt('0', 'z');
    }
    return noise;
  }

  private static int endOfFrameHeader(byte[] jpeg) {
    int position = MARKER_BYTES;
    while (position + MARKER_BYTES + LENGTH_BYTES <= jpeg.length) {
      int marker = jpeg[position + 1] & 0xFF;
      int length = (jpeg[position + 2] & 0xFF) << 8 | (jpeg[position + 3] & 0xFF);
      position += MARKER_BYTES + length;
      if (marker >= 0xC0 && marker <= 0xC2) {
        return position;
      }
    }
    throw new IllegalArgumentException("the JPEG has no frame header");
  }
}
