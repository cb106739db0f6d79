package sightline.trainer.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
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
import sightline.trainer.recipe.Recipes;
import sightline.trainer.tensor.Weights;

/**
 * What a trained net leaves in its job's folder: {@code model.onnx} with its manifest inside,
 * {@code manifest.yaml} beside it, and both with golden frames in {@code model.zip}.
 *
 * <p>Threading: one platform thread.
 */
public final class Product {

  private static final ObjectMapper JSON = new ObjectMapper();

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
    Files.deleteIfExists(note());
    JobFolder.replace(folder.model(), onnx);
    JobFolder.replace(folder.manifest(), yaml.getBytes(UTF_8));
    var frames =
        new GoldenFrames(task, recipe, settings)
            .of(validation, weights, folder.path().resolve("golden"));
    GoldenBundle.write(bundle(), folder.model(), frames);
    var made =
        new Made(Recipes.digest(recipe), manifest.path("task").asText(), metrics, lineage.json());
    JobFolder.replace(note(), JSON.writeValueAsBytes(made));
    return candidate(made, data);
  }

  /**
   * What an earlier life of the job has made of the same recipe: made again it would be another
   * version, since its lineage tells how long it took. Empty when that life did not come so far.
   */
  public Optional<Candidate> made(Optional<Path> data) throws IOException {
    if (!Files.exists(note())) {
      return Optional.empty();
    }
    Made made = JSON.readValue(note().toFile(), Made.class);
    return made.recipe().equals(Recipes.digest(recipe))
        ? Optional.of(candidate(made, data))
        : Optional.empty();
  }

  /** What stands in {@code made.json}, which is written when all else is whole. */
  private record Made(
      String recipe, String task, Map<String, Double> metrics, ObjectNode lineage) {}

  private Candidate candidate(Made made, Optional<Path> data) {
    return new Candidate(
        recipe,
        made.task(),
        folder.model(),
        bundle(),
        metric(recipe, task),
        made.metrics(),
        made.lineage(),
        data.map(path -> pinned(path)),
        pictures());
  }

  private Path bundle() {
    return folder.path().resolve("model.zip");
  }

  private Path note() {
    return folder.path().resolve("made.json");
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
