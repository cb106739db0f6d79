package sightline.inference.model;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which decoder reads a net's output, and with which parameters.
 *
 * @param family name of the decoder family, for example {@code yolox}
 * @param parameters text by key; lists are joined with commas; an absent one has its default
 */
public record DecoderSpec(String family, Map<String, String> parameters) {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  public DecoderSpec {
    parameters = Map.copyOf(parameters);
  }

  /** The parameter {@code key}, or {@code fallback} when it is absent. */
  public String text(String key, String fallback) {
    return parameters.getOrDefault(key, fallback);
  }

  /** The parameter {@code key} as whole numbers of 1 or more, or {@code fallback}. */
  public int[] sizes(String key, String fallback) {
    String text = text(key, fallback);
    try {
      int[] sizes = COMMA.splitAsStream(text.strip()).mapToInt(Integer::parseInt).toArray();
      for (int size : sizes) {
        require(size >= 1, key, text, "whole numbers of 1 or more");
      }
      return sizes;
    } catch (NumberFormatException e) {
      throw new BadManifest("decoder." + key, text, "whole numbers of 1 or more");
    }
  }

  /** The parameter {@code key} as finite numbers, or {@code fallback}. */
  public float[] numbers(String key, String fallback) {
    String[] texts = COMMA.split(text(key, fallback).strip());
    var numbers = new float[texts.length];
    for (int i = 0; i < texts.length; i++) {
      numbers[i] = number(key, texts[i]);
    }
    return numbers;
  }

  private static float number(String key, String text) {
    try {
      float number = Float.parseFloat(text);
      require(Float.isFinite(number), key, text, "finite numbers");
      return number;
    } catch (NumberFormatException e) {
      throw new BadManifest("decoder." + key, text, "finite numbers");
    }
  }

  /** The parameter {@code key}, which must be one of {@code choices}; the first is the default. */
  public String choice(String key, String... choices) {
    String text = text(key, choices[0]);
    for (String choice : choices) {
      if (choice.equals(text)) {
        return choice;
      }
    }
    throw new BadManifest("decoder." + key, text, String.join(" or ", choices));
  }

  private static void require(boolean holds, String key, String value, String expected) {
    if (!holds) {
      throw new BadManifest("decoder." + key, value, expected);
    }
  }
}
