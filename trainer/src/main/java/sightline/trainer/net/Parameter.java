package sightline.trainer.net;

import java.util.List;

/**
 * Numbers a net learns, or keeps; told from others by its name.
 *
 * @param name with dots, for example {@code backbone.conv1.weight}
 * @param sizes without batch
 * @param start what it is before training
 * @param learned whether the optimizer changes it; statistics are not
 */
public record Parameter(String name, List<Integer> sizes, Start start, boolean learned) {

  /**
   * How numbers begin.
   *
   * @param value of {@code CONSTANT}; standard deviation of {@code NORMAL}; gain of {@code HE}
   */
  public record Start(Kind kind, double value) {
    /** The same number everywhere. */
    public static Start constant(double value) {
      return new Start(Kind.CONSTANT, value);
    }

    /** Normal, standard deviation {@code sqrt(2 / fan in)} [He 2015]. */
    public static Start he() {
      return new Start(Kind.HE, 1);
    }

    public static Start normal(double deviation) {
      return new Start(Kind.NORMAL, deviation);
    }

    /** A transposed convolution that interpolates [Long 2015, 3.3]. */
    public static Start bilinear() {
      return new Start(Kind.BILINEAR, 1);
    }
  }

  /** Distributions to begin with. */
  public enum Kind {
    CONSTANT,
    HE,
    NORMAL,
    BILINEAR
  }

  public Parameter {
    sizes = List.copyOf(sizes);
  }

  /** How many numbers. */
  public int count() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** One that is learned. */
  public static Parameter learned(String name, Start start, Integer... sizes) {
    return new Parameter(name, List.of(sizes), start, true);
  }

  /** One that is kept beside. */
  public static Parameter kept(String name, double start, Integer... sizes) {
    return new Parameter(name, List.of(sizes), Start.constant(start), false);
  }
}
