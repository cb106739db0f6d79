package sightline.trainer.score.detection;

import java.util.List;

/**
 * What is taken for what.
 *
 * @param labels name of each class
 * @param counts by class of the object, then by class of the guess; the last row counts guesses
 *     where nothing is, the last column objects that nobody found
 * @param pictures all of them, those with the gravest errors first
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Confusion(List<String> labels, long[][] counts, List<PictureErrors> pictures) {

  public Confusion {
    labels = List.copyOf(labels);
    pictures = List.copyOf(pictures);
  }

  /**
   * What is wrong on one picture.
   *
   * @param sample its id
   * @param right objects found as what they are
   * @param missed objects that nobody found
   * @param invented guesses where nothing is
   * @param confused objects taken for another class
   * @param gravity 1 for each object missed or confused, and for each invented one its score
   */
  public record PictureErrors(
      String sample, int right, int missed, int invented, int confused, double gravity) {}
}
