package sightline.trainer.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.data.Sample;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.export.manifest.Lineage;
import sightline.trainer.export.manifest.TrainedManifest;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.task.Task;
import sightline.trainer.job.JobFolder;
import sightline.trainer.publish.Candidate;
import sightline.trainer.publish.command.Evaluation;
import sightline.trainer.publish.golden.GoldenBundle;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Weights;

/**
 * What a trained net leaves in its job's folder: {@code model.onnx} with its manifest inside,
 * {@code manifest.yaml} beside it, and both with golden frames in {@code model.zip}.
 *
 * <p>Threading: one platform thread.
 */
public final class Product {

  private final JobFolder folder;
  private final Recipe recipe;
  private final Task task;
  private final Pool validation;

  public Product(JobFolder folder, Recipe recipe, Task task, Pool validation) {
    this.folder = folder;
    this.recipe = recipe;
    this.task = task;
    this.validation = validation;
  }

  /**
   * Writes the files.
   *
   * @param metrics on the validation split
   * @param data folder that the validation split can be read from again, when it is one
   */
  public Candidate make(
      Weights weights, Map<String, Double> metrics, Lineage lineage, Optional<Path> data)
      throws IOException, InterruptedException {
    LoadSettings settings = LoadSettings.of(recipe, validation);
    ObjectNode manifest =
        TrainedManifest.of(
            recipe,
            new TrainedManifest.Facts(
                settings.labels(), OnnxFile.INPUT, task.manifest(), metrics, lineage));
    String yaml = TrainedManifest.yaml(manifest);
    byte[] onnx =
        OnnxFile.of(task.net(), weights.numbers(), Map.of(TrainedManifest.METADATA_KEY, yaml));
    JobFolder.replace(folder.model(), onnx);
    JobFolder.replace(folder.manifest(), yaml.getBytes(UTF_8));
    var frames =
        new GoldenFrames(task, recipe, settings)
            .of(validation, weights, folder.path().resolve("golden"));
    Path bundle = folder.path().resolve("model.zip");
    GoldenBundle.write(bundle, folder.model(), frames);
    return new Candidate(
        recipe,
        manifest.path("task").asText(),
        folder.model(),
        bundle,
        metric(recipe, task),
        metrics,
        lineage.json(),
        data.map(path -> pinned(path)),
        pictures());
  }

  /** The metric that decides. */
  public static String metric(Recipe recipe, Task task) {
    return recipe.publish().metric().isEmpty() ? task.usualMetric() : recipe.publish().metric();
  }

  private Evaluation.Pinned pinned(Path data) {
    return new Evaluation.Pinned(data, recipe.data().format(), recipe.data().validation());
  }

  private Map<String, Path> pictures() {
    var pictures = new LinkedHashMap<String, Path>();
    for (Sample sample : validation.samples()) {
      pictures.put(sample.id(), sample.picture());
    }
    return pictures;
  }
}
