package sightline.trainer.study.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sightline.trainer.export.OnnxFile;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Checkpoints;
import sightline.trainer.fit.Learner;
import sightline.trainer.fit.Tasks;
import sightline.trainer.fit.task.Task;
import sightline.trainer.job.JobFolder;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.script.Course;
import sightline.trainer.script.Diary;
import sightline.trainer.script.Measurement;
import sightline.trainer.script.Product;
import sightline.trainer.script.Settling;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.Weights;

/**
 * A net that has been trained as jobs train theirs, from the last checkpoint when there is one, and
 * holds the best weights of its course.
 *
 * <p>Threading: one platform thread. Ownership: owns its weights until it is closed.
 */
public final class Lesson implements AutoCloseable {

  private final Recipe recipe;
  private final Task task;
  private final Learner learner;
  private final Course.Went went;

  private Lesson(Recipe recipe, Task task, Learner learner, Course.Went went) {
    this.recipe = recipe;
    this.task = task;
    this.learner = learner;
    this.went = went;
  }

  /** What a net learns from, and what its best weights are chosen by. */
  public record Pools(Pool training, Pool validation) {}

  /**
   * Trains, and writes {@code model.onnx} into {@code folder}.
   *
   * @throws Course.Stopped when somebody asked for it; the next call goes on
   */
  public static Lesson learn(Recipe recipe, Pools pools, JobFolder folder)
      throws IOException, InterruptedException, Course.Stopped {
    Processor.useThreads(recipe.budget().threads());
    Processor processor = Processor.choose(recipe.budget().device());
    Task task = Tasks.of(recipe, LoadSettings.of(recipe, pools.training).labels());
    var measurement =
        new Measurement(
            task,
            LoadSettings.of(recipe, pools.validation),
            pools.validation,
            recipe.publish().minScore());
    int pictures = pools.training.samples().size();
    long perEpoch = pictures / Math.min(pictures, recipe.schedule().batch());
    Learner learner = Learner.begin(task, recipe, recipe.schedule().epochs() * perEpoch, processor);
    try {
      var checkpoints = new Checkpoints(folder.checkpoint());
      var known = checkpoints.restore(learner).orElse(Checkpoints.State.BEGIN);
      var diary = new Diary(folder, recipe.name(), recipe.task());
      var course = new Course(folder, recipe, diary, Product.metric(recipe, task));
      Course.Went went = course.run(learner, pools.training, measurement, known);
      checkpoints.restoreBest(learner.judged());
      Settling.of(task, recipe, learner.judged(), pools.validation);
      byte[] onnx = OnnxFile.of(task.net(), learner.judged().numbers(), Map.of());
      JobFolder.replace(folder.model(), onnx);
      return new Lesson(recipe, task, learner, went);
    } catch (IOException | InterruptedException | Course.Stopped | RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  public Task task() {
    return task;
  }

  /** The best ones; they belong to this. */
  public Weights weights() {
    return learner.judged();
  }

  /** How {@code pool} is loaded for this net. */
  public LoadSettings settings(Pool pool) {
    return LoadSettings.of(recipe, pool);
  }

  /** Metrics of its task on {@code pool}. */
  public Map<String, Double> measure(Pool pool) throws InterruptedException {
    return new Measurement(task, settings(pool), pool).of(weights());
  }

  /** The same; the first pictures with what the net says of them go into {@code folder}. */
  public Map<String, Double> measure(Pool pool, JobFolder folder)
      throws IOException, InterruptedException {
    for (int i = 0; i < JobFolder.SAMPLES; i++) {
      Files.deleteIfExists(sketch(folder, i));
    }
    int epoch = went.state().epoch();
    return new Measurement(task, settings(pool), pool, recipe.publish().minScore())
        .of(weights(), folder, epoch);
  }

  /** Those pictures, as many as there are of the first {@code most}. */
  public static List<RunResult.Picture> sketches(JobFolder folder, int most) {
    return IntStream.range(0, Math.min(most, JobFolder.SAMPLES))
        .mapToObj(i -> folder.path().relativize(sketch(folder, i)))
        .filter(file -> Files.exists(folder.path().resolve(file)))
        .map(file -> new RunResult.Picture(file.toString(), ""))
        .toList();
  }

  private static Path sketch(JobFolder folder, int number) {
    return folder.samples().resolve(number + ".jpg");
  }

  /** The result of {@code run}: how large the net is, how the training went, and {@code more}. */
  public RunResult result(
      PlannedRun run, Map<String, Double> more, List<RunResult.Picture> pictures) {
    var figures = new LinkedHashMap<>(more);
    long parameters =
        NetTable.parametersOf(task.net()).stream()
            .filter(Parameter::learned)
            .mapToLong(Parameter::count)
            .sum();
    var state = went.state();
    figures.put(RunResult.PARAMETERS, (double) parameters);
    figures.put(RunResult.STEPS, (double) state.step());
    figures.put(RunResult.SECONDS, state.seconds());
    figures.put(RunResult.STEPS_PER_SECOND, state.step() / Math.max(1e-9, state.seconds()));
    return new RunResult(run.name(), run.kind(), run.recipe().seed(), figures, pictures);
  }

  @Override
  public void close() {
    learner.close();
  }
}
