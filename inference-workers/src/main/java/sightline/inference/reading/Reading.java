package sightline.inference.reading;

import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.heat.Judgement;

/**
 * Takes what a net gave for one picture to objects on the frame, or to a judgement on all of it.
 *
 * <p>Threading: one thread at a time; meant to be used again and again.
 */
public interface Reading {

  /**
   * The objects, best score first, clipped to the frame; none for models that judge whole frames.
   *
   * @param outputs every output of the net for one picture, in the order of the file
   * @param letterbox where the frame lies in the net's input
   * @param decoded told when the numbers have been read and suppression begins
   * @throws IllegalArgumentException when the outputs are not those of the family
   */
  List<Detection> read(List<Tensor> outputs, Letterbox letterbox, Runnable decoded);

  /** What was said of the last picture as a whole; empty for models that find objects. */
  default Optional<Judgement> judgement() {
    return Optional.empty();
  }

  /** What was strange about the last picture. */
  Oddities oddities();

  /**
   * What was left out of an answer, or should have been.
   *
   * @param overflowed candidates that did not fit in: the worst ones
   * @param impossible boxes or scores that were no finite numbers, or out of order
   * @param topScore the largest score, before it was cut at 1
   */
  record Oddities(int overflowed, int impossible, float topScore) {}

  /**
   * How much a reading may take.
   *
   * @param maxCandidates of one picture before suppression, at least 1
   * @param maxMaskSide longest side of a mask, px, at least 1
   * @param maxHeatSide longest side of a heat map, px, at least 1
   */
  record Bounds(int maxCandidates, int maxMaskSide, int maxHeatSide) {

    /** Longest side of a heat map, px, unless somebody wants another. */
    public static final int USUAL_HEAT_SIDE = 160;

    /** Bounds for all that is no heat map. */
    public Bounds(int maxCandidates, int maxMaskSide) {
      this(maxCandidates, maxMaskSide, USUAL_HEAT_SIDE);
    }
  }
}
