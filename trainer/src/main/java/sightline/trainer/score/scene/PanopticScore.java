package sightline.trainer.score.scene;

import java.util.List;

/**
 * Panoptic quality.
 *
 * @param all averaged over the classes that are there or guessed
 * @param things the same over classes of countable objects
 * @param stuff the same over the others
 * @param classes one for each label
 */
public record PanopticScore(Quality all, Quality things, Quality stuff, List<ClassScore> classes) {

  public PanopticScore {
    classes = List.copyOf(classes);
  }

  /**
   * How well segments are found; all -1 when there are none.
   *
   * @param panoptic {@code segmentation * recognition} of one class, 0 to 1
   * @param segmentation mean overlap of the segments that are found, 0 to 1
   * @param recognition share of segments that are found, as F1, 0 to 1
   */
  public record Quality(double panoptic, double segmentation, double recognition) {

    /** That of no segments. */
    public static final Quality NONE = new Quality(-1, -1, -1);
  }

  /**
   * That of one class.
   *
   * @param label its name
   * @param thing whether it has countable objects
   * @param found segments found
   * @param missed segments that nobody found
   * @param invented segments found where there are none
   * @param quality of all of these
   */
  public record ClassScore(
      String label, boolean thing, long found, long missed, long invented, Quality quality) {}
}
