package sightline.events.geometry;

/**
 * One number for each of the three color channels, in the order in which the tensor holds them
 * (blue, green, red for a BGR model).
 */
public record PerChannel(float first, float second, float third) {

  public static final PerChannel ZERO = new PerChannel(0, 0, 0);
  public static final PerChannel ONE = new PerChannel(1, 1, 1);
}
