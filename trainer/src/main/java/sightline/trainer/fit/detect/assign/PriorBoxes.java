package sightline.trainer.fit.detect.assign;

import sightline.trainer.net.detection.Priors;

/**
 * Boxes as offsets from priors [Liu 2016, 2.2]: differences of the centers by the sides of the
 * prior, and logarithms of the ratios of the sides, each divided by its variance.
 *
 * <p>Threading: immutable, any thread.
 */
public final class PriorBoxes {

  /** Numbers of a box. */
  public static final int BOX = 4;

  private final Edges[] priors;

  public PriorBoxes(Priors priors, int width, int height) {
    float[] boxes = priors.boxes(width, height);
    this.priors = new Edges[boxes.length / BOX];
    for (int i = 0, at = 0; i < this.priors.length; i++, at += BOX) {
      this.priors[i] = Edges.centered(boxes[at], boxes[at + 1], boxes[at + 2], boxes[at + 3]);
    }
  }

  public int count() {
    return priors.length;
  }

  /** The prior itself, px. */
  public Edges of(int prior) {
    return priors[prior];
  }

  /** Puts the offsets of {@code box} into {@code into} from {@code at}. */
  public void encode(int prior, Edges box, float[] into, int at) {
    Edges from = of(prior);
    double center = Priors.CENTER_VARIANCE;
    into[at] = (float) ((box.centerX() - from.centerX()) / from.width() / center);
    into[at + 1] = (float) ((box.centerY() - from.centerY()) / from.height() / center);
    into[at + 2] = (float) (Math.log(box.width() / from.width()) / Priors.SIDE_VARIANCE);
    into[at + 3] = (float) (Math.log(box.height() / from.height()) / Priors.SIDE_VARIANCE);
  }

  /** The box that the offsets from {@code at} say, px. */
  public Edges decode(int prior, float[] offsets, int at) {
    Edges from = of(prior);
    double center = Priors.CENTER_VARIANCE;
    return Edges.centered(
        from.centerX() + offsets[at] * center * from.width(),
        from.centerY() + offsets[at + 1] * center * from.height(),
        from.width() * Math.exp(offsets[at + 2] * Priors.SIDE_VARIANCE),
        from.height() * Math.exp(offsets[at + 3] * Priors.SIDE_VARIANCE));
  }
}
