package sightline.events.geometry;

/** One number for each color channel, in the order of the tensor (blue, green, red for BGR). */
public record PerChannel(float first, float second, float third) {
  public static final PerChannel ZERO = new PerChannel(0, 0, 0);
  public static final PerChannel ONE = new PerChannel(1, 1, 1);
}
