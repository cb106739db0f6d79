package sightline.trainer.study.latent;

import java.io.IOException;
import sightline.trainer.data.Pixels;
import sightline.trainer.image.Stills;

/**
 * A picture as a JPEG of at most so many bytes, of the best quality that fits.
 *
 * @param quality 1 to 100
 * @param bytes that were counted
 * @param picture decoded again
 */
record Jpeg(int quality, int bytes, Pixels picture) {

  private static final int START_OF_SCAN = 0xDA;

  /** How a file is counted. */
  enum Count {
    /** All of it. */
    WHOLE,
    /**
     * What differs from picture to picture, without the tables before it, which could be shared.
     */
    SCAN
  }

  /** The best that fits; of quality 1 when none does. */
  static Jpeg within(Pixels original, int most, Count count) throws IOException {
    int least = 1;
    int greatest = 100;
    while (least < greatest) {
      int middle = (least + greatest + 1) / 2;
      if (size(Stills.jpeg(original, middle), count) <= most) {
        least = middle;
      } else {
        greatest = middle - 1;
      }
    }
    byte[] file = Stills.jpeg(original, least);
    return new Jpeg(least, size(file, count), Stills.decode(file, original.size()));
  }

  private static int size(byte[] file, Count count) {
    return count == Count.WHOLE ? file.length : file.length - scan(file);
  }

  /** Where the coded pixels begin: behind the segments, each of which says its length. */
  private static int scan(byte[] file) {
    int at = 2;
    while (at + 4 <= file.length) {
      int marker = file[at + 1] & 0xFF;
      int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
      at += 2 + length;
      if (marker == START_OF_SCAN) {
        return at;
      }
    }
    return 0;
  }

  /** Peak signal-to-noise ratio of 8-bit pictures, dB; 100 at most. */
  static double psnr(Pixels one, Pixels other) {
    double sum = 0;
    for (int i = 0; i < one.bytes().length; i++) {
      double difference = (one.bytes()[i] & 0xFF) - (other.bytes()[i] & 0xFF);
      sum += difference * difference;
    }
    double error = sum / one.bytes().length;
    return Math.min(100, 10 * Math.log10(255 * 255 / error));
  }
}
