package sightline.events.geometry;

/**
 * One number for each of the three color channels, in the order in which the tensor holds them
 * (blue, green, red for a BGR model).
 */
public record PerChannel(float first, float second, float third) {

  public static final PerChannel ZERO = all(0);
  public static final PerChannel ONE = all(1);

  /** The same number for every channel. */
  public static PerChannel all(float value) {
    return new PerChannel(value, value, value);
  }
}
