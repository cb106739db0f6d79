package sightline.trainer.net.detection;

import java.util.List;
import sightline.trainer.net.part.Settings;

/** The sizes of the cells of several grids: powers of two, each twice the one before. */
final class Strides {

  private Strides() {}

  /** Smallest first, px. */
  static List<Integer> of(Settings settings, String usual) {
    List<Integer> strides =
        settings.positives("strides", usual).stream().map(Double::intValue).toList();
    boolean fine = strides.get(0) >= 2 && Integer.bitCount(strides.get(0)) == 1;
    for (int i = 1; i < strides.size(); i++) {
      fine &= strides.get(i) == 2 * strides.get(i - 1);
    }
    if (!fine || strides.get(strides.size() - 1) > 1024) {
      throw settings.wrong("strides", "powers of two from 2 to 1024, each twice the one before");
    }
    return strides;
  }

  /** That the sides of {@code input} (channels, height, width) are multiples of {@code stride}. */
  static void requireMultiple(List<Integer> input, int stride) {
    if (input.get(1) % stride != 0 || input.get(2) % stride != 0) {
      throw new IllegalArgumentException(
          "input is %dx%d, expected sides that are multiples of %d, the net's greatest stride"
              .formatted(input.get(2), input.get(1), stride));
    }
  }
}
