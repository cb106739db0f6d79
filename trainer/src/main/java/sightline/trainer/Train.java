package sightline.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.trainer.data.BadDataset;
import sightline.trainer.export.manifest.CodeVersion;
import sightline.trainer.export.manifest.DataDigest;
import sightline.trainer.export.manifest.Lineage;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Checkpoints;
import sightline.trainer.fit.Learner;
import sightline.trainer.fit.Tasks;
import sightline.trainer.fit.task.Task;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;
import sightline.trainer.net.detection.DetectionNets;
import sightline.trainer.publish.Candidate;
import sightline.trainer.publish.Outcome;
import sightline.trainer.publish.Publishing;
import sightline.trainer.publish.registry.Patience;
import sightline.trainer.publish.registry.RegistryAway;
import sightline.trainer.publish.registry.RegistryRefused;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.recipe.Recipes;
import sightline.trainer.script.Beginning;
import sightline.trainer.script.Course;
import sightline.trainer.script.Diary;
import sightline.trainer.script.Measurement;
import sightline.trainer.script.Product;
import sightline.trainer.script.Settling;
import sightline.trainer.script.Shutdown;
import sightline.trainer.script.TrainingData;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.Weights;

/**
 * Trains one net: the script of a job's process. Read {@link #train} top to bottom: there is no
 * other control flow. What it needs and what it leaves lies in the job's folder.
 *
 * <p>Threading: the main thread, a platform thread, since libtorch keeps state in it; loaders
 * prepare batches beside it.
 */
public final class Train {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;
  private static final int STOPPED = 3;
  private static final int REFUSED = 4;

  private Train() {}

  /** {@code --job FOLDER [--resume]}; the exit code says how it ended. */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || !args[0].equals("--job")) {
      System.err.println("expected --job FOLDER [--resume]");
      System.exit(BAD_INPUT);
    }
    boolean resume = List.of(args).contains("--resume");
    var folder = new JobFolder(Path.of(args[1]));
    if (resume) {
      folder.clearStop();
    }
    Shutdown shutdown = Shutdown.watch(folder::askStop);
    shutdown.end(run(folder, resume));
  }

  /** Runs the job in {@code folder} and gives its exit code. */
  public static int run(JobFolder folder, boolean resume) throws IOException {
    Recipe recipe = folder.recipe();
    var diary = new Diary(folder, recipe.name(), recipe.task());
    try {
      return train(folder, recipe, diary, resume) ? DONE : REFUSED;
    } catch (Course.Stopped | InterruptedException e) {
      diary.state(JobState.STOPPED, "Stopped; it can go on from its last checkpoint.");
      return STOPPED;
    } catch (BadDataset | IllegalArgumentException e) {
      diary.state(JobState.FAILED, firstLine(e));
      return BAD_INPUT;
    } catch (IOException | RegistryAway | RegistryRefused | RuntimeException e) {
      diary.state(JobState.FAILED, firstLine(e));
      return FAILED;
    }
  }

  /** C++ puts its trace into the message. */
  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(e.toString());
  }

  private static boolean train(JobFolder folder, Recipe given, Diary diary, boolean resume)
      throws IOException,
          BadDataset,
          InterruptedException,
          Course.Stopped,
          RegistryAway,
          RegistryRefused {
    JobOrder order = folder.order();
    Processor.useThreads(given.budget().threads());
    Processor processor = Processor.choose(given.budget().device());
    diary.state(JobState.STARTING, "Reads the pictures; computes on " + processor.wireName() + ".");
    Path source = Path.of(order.data().isEmpty() ? given.data().path() : order.data());
    TrainingData data = TrainingData.read(given, source);
    Recipe recipe = fixed(given, data, folder);
    Task task = Tasks.of(recipe, LoadSettings.of(recipe, data.training()).labels());
    String metric = Product.metric(recipe, task);
    var onValidation =
        new Measurement(
            task,
            LoadSettings.of(recipe, data.validation()),
            data.validation(),
            recipe.publish().minScore());
    var product = new Product(folder, recipe, task, data.validation());
    Optional<Candidate> made = resume ? product.made(pinned(recipe, data)) : Optional.empty();
    if (made.isPresent()) {
      diary.state(JobState.EXPORTING, "The model was written before.");
      return published(folder, order, made.orElseThrow(), diary);
    }

    try (Learner learner = Learner.begin(task, recipe, steps(recipe, data), processor)) {
      var checkpoints = new Checkpoints(folder.checkpoint());
      Beginning beginning =
          Beginning.of(recipe.start().from(), learner.judged().parameters(), folder, order);
      begin(learner, beginning, diary);
      Optional<Checkpoints.State> known = resume ? checkpoints.restore(learner) : Optional.empty();
      var course = new Course(folder, recipe, diary, metric);
      var went =
          course.run(learner, data.training(), onValidation, known.orElse(Checkpoints.State.BEGIN));

      diary.state(JobState.EXPORTING, "Writes the model of epoch " + went.state().epoch() + ".");
      checkpoints.restoreBest(learner.judged());
      Settling.of(task, recipe, learner.judged(), data.validation());
      Map<String, Double> metrics = onValidation.of(learner.judged(), folder, went.state().epoch());
      Candidate candidate =
          product.make(
              learner.judged(),
              metrics,
              lineage(order, recipe, data, new Ran(went, processor, beginning.parent())),
              pinned(recipe, data));
      diary.log(
          "%.1f images/s; %.1f %% of the time waited for batches"
              .formatted(went.imagesPerSecond(), 100 * went.waitedShare()));
      tested(task, recipe, learner.judged(), data.test(), diary);
      return published(folder, order, candidate, diary);
    }
  }

  /** What the net takes from the data stands in the job's own recipe from here on. */
  private static Recipe fixed(Recipe recipe, TrainingData data, JobFolder folder)
      throws IOException, InterruptedException {
    if (!recipe.task().equals("detect")) {
      return recipe;
    }
    Recipe fixed = DetectionNets.fixed(recipe, data.boxes(recipe));
    JobFolder.replace(
        folder.recipeFile(), Recipes.text(fixed).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return fixed;
  }

  private static long steps(Recipe recipe, TrainingData data) {
    int pictures = data.training().samples().size();
    int batch = Math.min(pictures, recipe.schedule().batch());
    return (long) recipe.schedule().epochs() * (pictures / batch);
  }

  private static void begin(Learner learner, Beginning beginning, Diary diary) throws IOException {
    learner.startFrom(beginning.numbers());
    for (String sentence : beginning.sentences()) {
      diary.log(sentence);
    }
  }

  /**
   * How a net was learned.
   *
   * @param parent that it began with
   */
  private record Ran(Course.Went went, Processor processor, String parent) {}

  private static Lineage lineage(JobOrder order, Recipe recipe, TrainingData data, Ran ran)
      throws IOException {
    Course.Went went = ran.went();
    var trained =
        new Lineage.Trained(
            data.training().samples().size(),
            data.validation().samples().size(),
            (int)
                Math.ceil(
                    went.state().step()
                        / (double) Math.max(1, steps(recipe, data))
                        * recipe.schedule().epochs()),
            went.state().step(),
            went.state().seconds(),
            ran.processor().wireName());
    return new Lineage(
        order.job(),
        "sha256:" + Recipes.digest(recipe),
        DataDigest.of(data.training().labels(), data.training().samples()),
        DataDigest.of(data.validation().labels(), data.validation().samples()),
        recipe.seed(),
        ran.parent(),
        CodeVersion.current(),
        trained);
  }

  private static Optional<Path> pinned(Recipe recipe, TrainingData data) {
    return recipe.data().validation().isEmpty() ? Optional.empty() : Optional.of(data.folder());
  }

  private static void tested(Task task, Recipe recipe, Weights weights, Pool test, Diary diary)
      throws IOException, InterruptedException {
    if (!test.samples().isEmpty()) {
      var measurement = new Measurement(task, LoadSettings.of(recipe, test), test);
      diary.log("test split: " + measurement.of(weights));
    }
  }

  private static boolean published(
      JobFolder folder, JobOrder order, Candidate candidate, Diary diary)
      throws IOException, InterruptedException, RegistryAway, RegistryRefused {
    diary.state(JobState.CHECKING, "The gate looks at the exported model.");
    var tools =
        new Publishing.Tools(
            order.checker(), order.evaluator(), order.registry(), "trainer", Patience.usual());
    Outcome outcome = new Publishing(tools, folder.path(), Train::told).run(candidate);
    Progress.Model model =
        outcome
            .version()
            .map(
                one ->
                    new Progress.Model(one.model(), Integer.parseInt(one.number()), one.digest()))
            .orElse(new Progress.Model("", 0, ""));
    diary.judged(outcome.sentences(), model);
    String last =
        outcome.state() == Outcome.State.REFUSED
            ? "The publish gate said no."
            : outcome.sentences().get(outcome.sentences().size() - 1);
    diary.state(JobState.valueOf(outcome.state().name()), last);
    return outcome.state() != Outcome.State.REFUSED;
  }

  private static void told(String outage) {
    System.err.println(outage);
  }
}
