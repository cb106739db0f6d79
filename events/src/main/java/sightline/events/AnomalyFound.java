package sightline.events;

/**
 * A model judged a frame as a whole. Topic {@code anomalies}, key = camera.
 *
 * @param score how unusual the frame is
 * @param threshold above it a frame is abnormal
 * @param heat where it is unusual: a gray JPEG that covers the whole frame, stretched where sizes
 *     differ; 128 is the threshold of a pixel, 255 all that is about twice that and more
 */
public record AnomalyFound(Provenance provenance, float score, float threshold, Picture heat) {
  public AnomalyFound {
    if (!Float.isFinite(score) || !Float.isFinite(threshold)) {
      throw new IllegalArgumentException(
          "score %s, threshold %s, expected finite numbers".formatted(score, threshold));
    }
  }

  public boolean abnormal() {
    return score > threshold;
  }
}
