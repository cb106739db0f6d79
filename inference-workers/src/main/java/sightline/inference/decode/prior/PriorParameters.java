package sightline.inference.decode.prior;

import java.util.Arrays;
import java.util.regex.Pattern;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;

/** Numbers among the parameters of a decoder. */
final class PriorParameters {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern SLASH = Pattern.compile("\\s*/\\s*");
  private static final int MAX_NUMBERS = 1000;
  private static final float LARGEST = 1e6f;

  private PriorParameters() {}

  /** The parameter {@code key} as numbers of 0 to a million with commas between them. */
  static float[] numbers(DecoderSpec spec, String key, String fallback) {
    return numbers(key, spec.text(key, fallback));
  }

  /** The parameter {@code key} as groups of numbers, a slash between two: {@code 10,16/32,48}. */
  static float[][] groups(DecoderSpec spec, String key, String fallback) {
    return SLASH
        .splitAsStream(spec.text(key, fallback).strip())
        .map(group -> numbers(key, group))
        .toArray(float[][]::new);
  }

  private static float[] numbers(String key, String text) {
    try {
      String[] words = COMMA.split(text.strip());
      float[] numbers = new float[words.length];
      for (int i = 0; i < words.length; i++) {
        numbers[i] = Float.parseFloat(words[i]);
        if (!(numbers[i] >= 0 && numbers[i] <= LARGEST) || words.length > MAX_NUMBERS) {
          throw wrong(key, text);
        }
      }
      return numbers;
    } catch (NumberFormatException e) {
      throw wrong(key, text);
    }
  }

  private static BadManifest wrong(String key, String text) {
    return new BadManifest("decoder." + key, text, "numbers of 0 or more with commas between");
  }

  /** Exactly {@code count} numbers for {@code key}; one alone stands for all of them. */
  static float[] exactly(int count, DecoderSpec spec, String key, String fallback) {
    float[] numbers = numbers(spec, key, fallback);
    if (numbers.length == 1) {
      float[] all = new float[count];
      Arrays.fill(all, numbers[0]);
      return all;
    }
    if (numbers.length != count) {
      throw new BadManifest(
          "decoder." + key, spec.text(key, fallback), count + " numbers, or one for all");
    }
    return numbers;
  }
}
