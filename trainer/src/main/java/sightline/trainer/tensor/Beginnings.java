package sightline.trainer.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import sightline.trainer.net.Parameter;

/** The numbers that parameters have before training. */
final class Beginnings {

  private Beginnings() {}

  static float[] of(Parameter parameter, Random random) {
    var numbers = new float[parameter.count()];
    double value = parameter.start().value();
    switch (parameter.start().kind()) {
      case CONSTANT -> Arrays.fill(numbers, (float) value);
      case NORMAL -> normal(numbers, value, random);
      case HE -> normal(numbers, value * Math.sqrt(2.0 / fanIn(parameter.sizes())), random);
      case BILINEAR -> bilinear(numbers, parameter.sizes());
    }
    return numbers;
  }

  private static void normal(float[] numbers, double deviation, Random random) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * deviation);
    }
  }

  /** Numbers that one output is the sum of: in * kernel height * kernel width. */
  private static int fanIn(List<Integer> sizes) {
    return Math.max(1, sizes.stream().skip(1).reduce(1, Math::multiplyExact));
  }

  /** Channel i to channel i only, also by groups; a tent over the kernel [Long 2015, 3.3]. */
  private static void bilinear(float[] numbers, List<Integer> sizes) {
    int out = sizes.get(1);
    int side = sizes.get(2);
    int half = (side + 1) / 2;
    double center = side % 2 == 1 ? half - 1 : half - 0.5;
    for (int channel = 0; channel < sizes.get(0); channel++) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          double tent = (1 - Math.abs(y - center) / half) * (1 - Math.abs(x - center) / half);
          numbers[((channel * out + channel % out) * side + y) * side + x] = (float) tent;
        }
      }
    }
  }
}
