package sightline.inference.reading;

import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;

/**
 * Takes what a net gave for one picture to objects on the frame.
 *
 * <p>Threading: one thread at a time; meant to be used again and again.
 */
public interface Reading {

  /**
   * The objects, best score first, clipped to the frame.
   *
   * @param outputs every output of the net for one picture, in the order of the file
   * @param letterbox where the frame lies in the net's input
   * @param decoded told when the numbers have been read and suppression begins
   * @throws IllegalArgumentException when the outputs are not those of the family
   */
  List<Detection> read(List<Tensor> outputs, Letterbox letterbox, Runnable decoded);

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
   */
  record Bounds(int maxCandidates, int maxMaskSide) {}
}
