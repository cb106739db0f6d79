package sightline.trainer.score.detection;

import java.util.List;

/**
 * The numbers of COCO, each 0 to 1, or -1 where there is no object to find.
 *
 * @param ap average precision over classes and the overlaps .5 to .95
 * @param ap50 at overlap .5
 * @param ap75 at overlap .75
 * @param apSmall of objects up to 32 x 32 px
 * @param apMedium of objects from 32 x 32 to 96 x 96 px
 * @param apLarge of objects from 96 x 96 px
 * @param ar1 average recall with one guess a class and picture
 * @param ar10 with ten
 * @param ar100 with a hundred, as all numbers above and below
 * @param arSmall of objects up to 32 x 32 px
 * @param arMedium of objects from 32 x 32 to 96 x 96 px
 * @param arLarge of objects from 96 x 96 px
 * @param classes one for each label
 * @param curves by class, then by overlap; none of a class without objects
 */
public record DetectionScore(
    double ap,
    double ap50,
    double ap75,
    double apSmall,
    double apMedium,
    double apLarge,
    double ar1,
    double ar10,
    double ar100,
    double arSmall,
    double arMedium,
    double arLarge,
    List<ClassScore> classes,
    List<Curve> curves) {

  public DetectionScore {
    classes = List.copyOf(classes);
    curves = List.copyOf(curves);
  }

  /**
   * The same of one class.
   *
   * @param classId index into the labels, from 0
   * @param label its name
   * @param truths objects that count
   * @param guesses all of the class
   * @param ap over the overlaps .5 to .95; -1 without objects, as the others
   * @param ap50 at overlap .5
   * @param ap75 at overlap .75
   * @param ar100 average recall with a hundred guesses a picture
   */
  public record ClassScore(
      int classId,
      String label,
      int truths,
      int guesses,
      double ap,
      double ap50,
      double ap75,
      double ar100) {}
}
