package sightline.inference.decode.heat;

/**
 * What a net says of a picture as a whole.
 *
 * @param score how unusual it is, finite
 * @param threshold above it a picture is abnormal, finite
 * @param heat where it is unusual, over the whole frame: 128 is the threshold of a pixel, 255 all
 *     that is about twice that and more
 */
public record Judgement(float score, float threshold, GrayPixels heat) {

  public boolean abnormal() {
    return score > threshold;
  }
}
