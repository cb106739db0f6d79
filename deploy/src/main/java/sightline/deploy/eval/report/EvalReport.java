package sightline.deploy.eval.report;

import java.util.List;
import java.util.Map;
import sightline.events.ModelRef;
import sightline.events.geometry.Box;
import sightline.trainer.score.detection.Confusion;
import sightline.trainer.score.detection.Curve;

/**
 * Everything that an evaluation has to tell.
 *
 * @param model that was evaluated
 * @param family of its decoder
 * @param task of the model
 * @param data what it was evaluated on
 * @param classes which classes count
 * @param scores by name, in the order in which they are shown; -1 where undefined
 * @param perClass numbers of each class that counts, by label
 * @param curves precision against recall at overlap .5
 * @param confusion what was taken for what, none or one
 * @param worst pictures with the gravest errors, worst first
 * @param unreadable by picture, why it could not be looked at
 * @param remarks one sentence for each thing that is to be known to read the numbers
 * @param settings of the run, by the names of the options
 * @param seconds that it took
 */
public record EvalReport(
    ModelRef model,
    String family,
    String task,
    Data data,
    Classes classes,
    Map<String, Double> scores,
    Map<String, Map<String, Double>> perClass,
    List<Curve> curves,
    List<Confusion> confusion,
    List<Worst> worst,
    Map<String, String> unreadable,
    List<String> remarks,
    Map<String, String> settings,
    double seconds) {

  /**
   * A dataset.
   *
   * @param flaws annotations that could not be used
   */
  public record Data(
      String folder, String format, String split, int pictures, long objects, List<String> flaws) {}

  /**
   * Which classes count.
   *
   * @param labels those that do
   * @param onlyModel those that the dataset has not
   * @param onlyData those that the model has not
   */
  public record Classes(List<String> labels, List<String> onlyModel, List<String> onlyData) {}

  /**
   * A picture with grave errors.
   *
   * @param sample its id
   * @param gravity as {@link Confusion.PictureErrors} has it
   * @param jpeg a small copy of the picture, base64; empty when there is none
   * @param width of the picture, px
   * @param height of the picture, px
   * @param marks what is there and what is seen
   */
  public record Worst(
      String sample,
      double gravity,
      int missed,
      int invented,
      int confused,
      String jpeg,
      int width,
      int height,
      List<Mark> marks) {}

  /**
   * A box on a picture.
   *
   * @param truth whether it is known to be there, else it is only seen
   * @param score of what is seen; 1 for what is there
   */
  public record Mark(Box box, String label, boolean truth, double score) {}
}
