package sightline.inference.check.look;

import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Random;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;

/** Pictures that nobody ever took; a net must bear them. */
public enum TestPattern {
  NOISE {
    @Override
    float pixel(int x, int y, int channel, Random random) {
      return random.nextInt(256);
    }
  },
  /** A ground that grows brighter, with blocks of strong colors on it. */
  PICTURE {
    @Override
    float pixel(int x, int y, int channel, Random random) {
      boolean block = x / 40 % 3 == 1 && y / 60 % 3 == 1;
      return block ? 255 * ((x / 40 + channel) % 2) : (x + 2 * y) % 256;
    }
  },
  ZEROS {
    @Override
    float pixel(int x, int y, int channel, Random random) {
      return 0;
    }

    @Override
    boolean isRaw() {
      return true;
    }
  },
  ONES {
    @Override
    float pixel(int x, int y, int channel, Random random) {
      return 1;
    }

    @Override
    boolean isRaw() {
      return true;
    }
  };

  private static final int SEED = 1;

  /** 0 to 255, or the tensor's own number. */
  abstract float pixel(int x, int y, int channel, Random random);

  /** Whether the numbers go into the tensor as they are. */
  boolean isRaw() {
    return false;
  }

  /** For sentences. */
  String shown() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes the pattern as the first picture of {@code tensor}. */
  public void fill(FloatBuffer tensor, InputSpec spec) {
    var random = new Random(SEED);
    for (int y = 0; y < spec.height(); y++) {
      for (int x = 0; x < spec.width(); x++) {
        for (int channel = 0; channel < spec.channels(); channel++) {
          float value = pixel(x, y, channel, random);
          tensor.put(index(spec, x, y, channel), isRaw() ? value : normal(spec, value, channel));
        }
      }
    }
  }

  private static int index(InputSpec spec, int x, int y, int channel) {
    int pixel = y * spec.width() + x;
    return spec.layout() == Layout.NCHW
        ? channel * spec.width() * spec.height() + pixel
        : pixel * spec.channels() + channel;
  }

  private static float normal(InputSpec spec, float pixel, int channel) {
    return (pixel - of(spec.mean(), channel)) / of(spec.std(), channel) * spec.scale();
  }

  private static float of(PerChannel values, int channel) {
    return switch (channel) {
      case 0 -> values.first();
      case 1 -> values.second();
      default -> values.third();
    };
  }
}
