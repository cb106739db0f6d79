package sightline.trainer.image;

import java.io.IOException;
import java.nio.FloatBuffer;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.trainer.data.Pixels;

/**
 * Pictures in memory as files and back, and as people see the numbers of a tensor.
 *
 * <p>Threading: stateless, any thread. Ownership: native memory is freed before a method returns.
 */
public final class Stills {

  private Stills() {}

  /**
   * @param quality 1 to 100
   */
  public static byte[] jpeg(Pixels pixels, int quality) {
    try (var mat = Mats.ofPixels(pixels)) {
      return Mats.jpeg(mat, quality);
    }
  }

  public static byte[] png(Pixels pixels) {
    try (var mat = Mats.ofPixels(pixels)) {
      return Mats.png(mat);
    }
  }

  /**
   * Decodes a whole file into blue, green, red.
   *
   * @param size as its header says
   */
  public static Pixels decode(byte[] file, FrameSize size) throws IOException {
    try (var picture = SourcePicture.decode(file, size)) {
      return picture.pixels();
    }
  }

  /**
   * Blue, green, red of one picture of a batch, rounded to 8 bits; of gray inputs three times the
   * same.
   *
   * @param numbers (N, C, H, W), as the specification says
   */
  public static Pixels ofTensor(FloatBuffer numbers, int index, InputSpec input) {
    int plane = input.width() * input.height();
    var bytes = new byte[plane * 3];
    for (int color = 0; color < 3; color++) {
      int channel = input.channels() == 1 ? 0 : Normalization.plane(input, color);
      double factor = Normalization.factor(input, channel);
      double offset = Normalization.offset(input, channel);
      int first = index * input.elements() + channel * plane;
      for (int i = 0; i < plane; i++) {
        long value = Math.round((numbers.get(first + i) - offset) / factor);
        bytes[i * 3 + color] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return new Pixels(new FrameSize(input.width(), input.height()), 3, bytes);
  }
}
