package sightline.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sightline.trainer.Train;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.recipe.Recipes;

/**
 * A net that is trained for seconds on tiny pictures.
 *
 * @param name of the model
 * @param task of the recipe
 * @param labels of the model
 * @param family of the net
 * @param parameters of the net, YAML pairs
 * @param loss kind, or empty
 */
record TinyTraining(
    String name, String task, String labels, String family, String parameters, String loss) {

  private static final String RECIPE =
      """
      name: %s
      task: %s
      seed: 3
      labels: [%s]
      data: {format: yolo-seg, training: "", holdOut: 0.3}
      input: {width: 64, height: 64}
      net: {family: %s, parameters: {%s}}
      loss: {kind: "%s"}
      schedule: {epochs: 40, batch: 8, learningRate: 0.01, warmUp: 3, ema: 0, evaluateEvery: 1000}
      budget: {threads: 2, device: cpu}
      publish: {golden: 2, minScore: 0.05}
      """;

  static TinyTraining detect(String name, String family, String parameters) {
    return new TinyTraining(name, "detect", "", family, parameters, "");
  }

  static TinyTraining scene(String name, String family, String parameters) {
    return new TinyTraining(name, "semantic", "background, red, blue", family, parameters, "");
  }

  static TinyTraining anomaly(String name, String family, String parameters) {
    return new TinyTraining(name, "anomaly", "", family, parameters, "");
  }

  /**
   * Trains in this process; what comes of it lies in {@code jobs/NAME}.
   *
   * @param data folder of the pictures
   * @param checker of the gate, or empty
   * @return exit code of the script
   */
  int run(Path jobs, Path data, List<String> checker) throws IOException {
    String text = RECIPE.formatted(name, task, labels, family, parameters, loss);
    var order = new JobOrder(0, data.toString(), "", checker, List.of(), 0);
    return Train.run(JobFolder.create(jobs.resolve(name), Recipes.read(text), order), false);
  }

  @Override
  public String toString() {
    return name;
  }
}
