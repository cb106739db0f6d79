package sightline.trainer.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.PictureHeader;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.feed.load.EvaluationPass;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Answers;
import sightline.trainer.fit.task.Task;
import sightline.trainer.publish.golden.GoldenFrame;
import sightline.trainer.publish.golden.JpegBytes;
import sightline.trainer.publish.golden.Numbers;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Weights;

/**
 * Pictures that travel with a model: what libtorch makes of the very bytes that the workers' check
 * will decode.
 *
 * <p>Threading: one platform thread.
 */
public final class GoldenFrames {

  private static final String ANOMALY = "anomaly";
  private static final Set<String> BOXES = Set.of("detect", "locate");

  private final Task task;
  private final Recipe recipe;
  private final LoadSettings settings;

  /**
   * @param settings of the validation split
   */
  public GoldenFrames(Task task, Recipe recipe, LoadSettings settings) {
    this.task = task;
    this.recipe = recipe;
    this.settings =
        new LoadSettings(
            settings.input(),
            settings.aim(),
            settings.labels(),
            1,
            settings.seed(),
            Unchanged.of(settings.augment()),
            0,
            settings.budget(),
            settings.limits());
  }

  /**
   * Frames spread evenly over {@code pool}, as many as the recipe wants.
   *
   * @param folder for the JPEG files
   */
  public List<GoldenFrame> of(Pool pool, Weights weights, Path folder)
      throws IOException, InterruptedException {
    List<Sample> jpegs = jpegs(pool, folder);
    var frames = new ArrayList<GoldenFrame>();
    var shown = new Pool(pool.labels(), jpegs, PixelSource.FILES);
    try (var pass = new EvaluationPass(settings, shown)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch one = batch.orElseThrow()) {
          frames.add(frame(one, jpegs.get(frames.size()), weights));
        }
      }
    }
    return frames;
  }

  private List<Sample> jpegs(Pool pool, Path folder) throws IOException {
    Files.createDirectories(folder);
    int wanted = Math.min(recipe.publish().golden(), pool.samples().size());
    var jpegs = new ArrayList<Sample>();
    for (int i = 0; i < wanted; i++) {
      Sample sample = pool.samples().get((int) ((long) i * pool.samples().size() / wanted));
      Path file = folder.resolve(i + ".jpg");
      Files.write(file, JpegBytes.of(sample.picture()));
      jpegs.add(new Sample(sample.id(), file, size(file), List.of(), SceneSource.NONE));
    }
    return jpegs;
  }

  private static FrameSize size(Path file) throws IOException {
    try {
      return PictureHeader.size(file, ReadLimits.USUAL);
    } catch (Flawed e) {
      throw new IOException("golden frame %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private GoldenFrame frame(Batch batch, Sample sample, Weights weights) throws IOException {
    byte[] jpeg = Files.readAllBytes(sample.picture());
    List<Integer> sizes = task.net().input();
    var input = new float[batch.pictures().remaining()];
    batch.pictures().get(input);
    var answers = Answers.of(task, weights, batch);
    var outputs = new LinkedHashMap<String, Numbers>();
    answers
        .outputs()
        .forEach((name, one) -> outputs.put(name, new Numbers(one.shape(), one.numbers())));
    return new GoldenFrame(
        sample.id(),
        jpeg,
        new Numbers(List.of(1, sizes.get(0), sizes.get(1), sizes.get(2)), input),
        outputs,
        objects(answers.guessed(), sample.size()),
        anomaly(answers.guessed()));
  }

  private Optional<List<Detection>> objects(Guessed guessed, FrameSize size) {
    if (!BOXES.contains(recipe.task())) {
      return Optional.empty();
    }
    return Optional.of(
        GoldenFrame.inFrame(
            guessed.objects(), size, settings.input(), (float) recipe.publish().minScore()));
  }

  private Optional<GoldenFrame.Anomaly> anomaly(Guessed guessed) {
    return recipe.task().equals(ANOMALY)
        ? Optional.of(new GoldenFrame.Anomaly(guessed.score(), guessed.score() > 1))
        : Optional.empty();
  }
}
