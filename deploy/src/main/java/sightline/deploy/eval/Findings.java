package sightline.deploy.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.score.detection.Confusion;
import sightline.trainer.score.detection.Curve;

/**
 * What an evaluation found.
 *
 * @param scores by name, in the order in which they are shown; -1 where undefined
 * @param classes by label, the numbers of each class
 * @param curves precision against recall, of each class at overlap .5; none where there are none
 * @param confusion what was taken for what, none or one
 * @param remarks one sentence for each thing that is to be known to read the numbers
 */
public record Findings(
    Map<String, Double> scores,
    Map<String, Map<String, Double>> classes,
    List<Curve> curves,
    List<Confusion> confusion,
    List<String> remarks) {

  public Findings {
    scores = new LinkedHashMap<>(scores);
    classes = new LinkedHashMap<>(classes);
    curves = List.copyOf(curves);
    confusion = List.copyOf(confusion);
    remarks = List.copyOf(remarks);
  }
}
