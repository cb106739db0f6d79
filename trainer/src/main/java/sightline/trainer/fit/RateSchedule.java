package sightline.trainer.fit;

/**
 * Learning rate by step: linear growth, then half a cosine [Loshchilov 2017, SGDR, without
 * restarts].
 *
 * @param highest after warm-up
 * @param finalShare of it at the last step, 0 to 1
 * @param warmUp steps of growth
 * @param steps in all
 */
public record RateSchedule(double highest, double finalShare, long warmUp, long steps) {

  public double at(long step) {
    if (step < warmUp) {
      return highest * (step + 1) / warmUp;
    }
    double share = Math.min(1, (double) (step - warmUp) / Math.max(1, steps - warmUp));
    double cosine = (1 + Math.cos(Math.PI * share)) / 2;
    return highest * (finalShare + (1 - finalShare) * cosine);
  }
}
