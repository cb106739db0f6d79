package sightline.dashboards.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What there is to see of one job.
 *
 * @param facts as {@code Job} in {@code openapi.yaml}
 * @param curves by name, as {@code loss/total}
 * @param log newest lines, oldest first
 * @param samples by number
 * @param recipe YAML; empty when not known
 */
public record JobView(
    ObjectNode facts,
    List<Curve> curves,
    List<String> log,
    List<SampleView> samples,
    String recipe) {

  public JobView {
    curves = List.copyOf(curves);
    log = List.copyOf(log);
    samples = List.copyOf(samples);
  }

  /** Points of a curve, by rising step. */
  public record Curve(String name, List<Double> steps, List<Double> values) {

    public Curve {
      steps = List.copyOf(steps);
      values = List.copyOf(values);
    }
  }

  /**
   * A sample without its picture.
   *
   * @param revision another one for each picture of this number
   */
  public record SampleView(int number, int epoch, String name, long revision) {}
}
