package sightline.inference.decode.point;

import java.util.Locale;
import sightline.inference.decode.Tensor;
import sightline.inference.model.DecoderSpec;

/**
 * Turns what a net says of each class into scores 0 to 1, as parameter {@code activation} says:
 * {@code softmax} or {@code sigmoid} of logits; {@code none} when they are scores already; {@code
 * auto} for none where the tensor's name says softmax or prob, else softmax.
 *
 * <p>Threading: immutable, any thread.
 */
final class ClassScores {

  private final String activation;
  private final int classes;

  ClassScores(DecoderSpec spec, int classes) {
    this.activation = spec.choice("activation", "auto", "softmax", "sigmoid", "none");
    this.classes = classes;
  }

  /**
   * The scores by class, in an array of their own; NaN where there is none.
   *
   * @throws IllegalArgumentException when {@code tensor} does not hold one number for each class
   */
  float[] read(Tensor tensor) {
    if (tensor.values().length != classes) {
      throw new IllegalArgumentException(
          "expected one number for each of %d classes, found %s".formatted(classes, tensor));
    }
    float[] scores = tensor.values().clone();
    switch (activation.equals("auto") ? guess(tensor.name()) : activation) {
      case "softmax" -> softmax(scores);
      case "sigmoid" -> sigmoid(scores);
      default -> {}
    }
    return scores;
  }

  private static String guess(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("softmax") || lower.contains("prob") ? "none" : "softmax";
  }

  /** The class with the highest score that is a number, the first of several; -1 if none is. */
  static int best(float[] scores) {
    int best = -1;
    for (int classId = 0; classId < scores.length; classId++) {
      boolean better = best < 0 ? scores[classId] >= 0 : scores[classId] > scores[best];
      if (better) {
        best = classId;
      }
    }
    return best;
  }

  /** Replaces logits by their shares of 1. */
  static void softmax(float[] values) {
    float most = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      most = Math.max(most, value);
    }
    double sum = 0;
    for (float value : values) {
      sum += Math.exp(value - most);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (Math.exp(values[i] - most) / sum);
    }
  }

  private static void sigmoid(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (1 / (1 + Math.exp(-values[i])));
    }
  }
}
