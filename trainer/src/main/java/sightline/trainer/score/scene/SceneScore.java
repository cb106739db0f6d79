package sightline.trainer.score.scene;

import java.util.List;

/**
 * How many pixels are told right; -1 where there are none to tell.
 *
 * @param meanIou intersection over union, averaged over the classes that are there or guessed, 0 to
 *     1
 * @param meanDice the same for twice the intersection over the sum of both
 * @param meanAccuracy share of a class's pixels that are told right, averaged over the classes that
 *     are there
 * @param pixelAccuracy share of all labelled pixels that are told right
 * @param classes one for each label
 * @param counts pixels by true class, then by guessed class; the last column counts pixels of which
 *     nothing is guessed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SceneScore(
    double meanIou,
    double meanDice,
    double meanAccuracy,
    double pixelAccuracy,
    List<ClassScore> classes,
    long[][] counts) {

  public SceneScore {
    classes = List.copyOf(classes);
  }

  /**
   * That of one class.
   *
   * @param label its name
   * @param pixels that show it
   * @param iou 0 to 1; -1 when it is neither there nor guessed
   * @param dice as {@code iou}
   * @param accuracy 0 to 1; -1 when it is not there
   */
  public record ClassScore(String label, long pixels, double iou, double dice, double accuracy) {}
}
