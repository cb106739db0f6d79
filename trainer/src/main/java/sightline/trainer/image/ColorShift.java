package sightline.trainer.image;

/**
 * How the colors of a picture are changed, in hue, saturation and value.
 *
 * @param hue turn, degrees
 * @param saturation factor, 0 or more
 * @param brightness factor, 0 or more
 */
public record ColorShift(double hue, double saturation, double brightness) {

  /** As they are. */
  public static final ColorShift NONE = new ColorShift(0, 1, 1);

  boolean keepsHues() {
    return hue == 0 && saturation == 1;
  }
}
