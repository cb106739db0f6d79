package sightline.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.fit.latent.Calibrated;
import sightline.trainer.fit.task.Task;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.TorchReading;
import sightline.trainer.tensor.Weights;
import sightline.trainer.testdata.MemoryBatch;
import sightline.trainer.testdata.ShortRecipe;

/** Nets learn a handful of pictures by heart: a disc on a gradient, one to a picture. */
class SceneLearningTest {

  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE;
  private static final int BATCH = 4;

  @BeforeAll
  static void leaveTheOtherCoresAlone() {
    torch.set_num_threads(1);
  }

  @ParameterizedTest
  @CsvSource({
    "semantic, unet, cross-entropy+dice, 2",
    "semantic, unet, binary, 2",
    "semantic, deconvnet, focal, 2",
    "semantic, fcn, cross-entropy, 2",
    "multilabel, unet, cross-entropy, 1",
  })
  void shouldLearnPixelsByHeart(String task, String family, String loss, int labels) {
    Map<String, String> size = Map.of("width", "8", "levels", "2", "convs", "1");
    Task learned =
        Tasks.of(
            recipe(task, family, size, ShortRecipe.loss(loss)),
            List.of("ground", "disc").subList(2 - labels, 2));

    Map<String, Double> metrics = learn(learned, 60, discs(1, true), discs(1, true));

    assertThat(metrics.get("meanIou")).isGreaterThan(.85);
    assertThat(metrics.get("pixelAccuracy")).isGreaterThan(.9);
  }

  @ParameterizedTest
  @CsvSource({"autoencoder, l1", "autoencoder, l2", "vae, gaussian", "vae, bernoulli"})
  void shouldLearnPicturesByHeart(String family, String loss) {
    Map<String, String> size = Map.of("width", "8", "levels", "2");
    Task task = Tasks.of(recipe("autoencode", family, size, ShortRecipe.loss(loss)), List.of());

    Map<String, Double> metrics = learn(task, 80, discs(1, false), discs(1, false));

    assertThat(metrics.get("psnr")).isGreaterThan(18);
  }

  @Test
  void shouldTakeNoiseAway() {
    Map<String, String> size = Map.of("width", "8", "levels", "2", "bits", "0");
    Task task =
        Tasks.of(recipe("autoencode", "autoencoder", size, ShortRecipe.loss("l2")), List.of());

    Map<String, Double> metrics = learn(task, 80, noisy(1), noisy(1));

    assertThat(metrics.get("gain")).isGreaterThan(2);
  }

  @ParameterizedTest
  @CsvSource({"autoencoder, 1, 0", "vae, 1, 0.2", "vae, 2, 0.2"})
  void shouldHaveNormalPicturesBelowTheThresholdOnceCalibrated(
      String family, int tiles, double weight) {
    var size = new HashMap<>(Map.of("width", "8", "levels", "2"));
    size.put("rows", Integer.toString(tiles));
    size.put("columns", Integer.toString(tiles));
    size.put("divergence", Double.toString(weight));
    Task task = Tasks.of(recipe("anomaly", family, size, ShortRecipe.loss("l2")), List.of());
    try (var learner = Learner.begin(task, anomalies(), 60, Processor.CPU)) {
      learn(learner, 60, discs(1, false));
      calibrate(task, learner.judged(), discs(2, false));

      List<Guessed> normal = read(task, learner.judged(), discs(2, false));
      List<Guessed> odd = read(task, learner.judged(), odd());

      assertThat(normal).allSatisfy(guess -> assertThat(guess.score()).isLessThanOrEqualTo(1));
      assertThat(odd).allSatisfy(guess -> assertThat(guess.score()).isGreaterThan(1));
      assertThat(brightest(odd.get(0))).isCloseTo(5 * SIDE + 25, within(3 * SIDE + 3));
      if (weight == 0) {
        assertThat(max(odd.get(0).heat()))
            .isCloseTo(odd.get(0).score(), within(.2f * odd.get(0).score()));
      }
    }
  }

  private static float max(float[] numbers) {
    float max = 0;
    for (float number : numbers) {
      max = Math.max(max, number);
    }
    return max;
  }

  private static int brightest(Guessed guess) {
    int best = 0;
    for (int i = 0; i < PIXELS; i++) {
      best = guess.heat()[i] > guess.heat()[best] ? i : best;
    }
    return best;
  }

  private static Recipe anomalies() {
    return recipe("anomaly", "", Map.of(), ShortRecipe.loss("l2"));
  }

  private static void calibrate(Task task, Weights weights, Batch held) {
    var calibrator = ((Calibrated) task).calibrator();
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      calibrator.add(forward(task, weights, held));
    }
    calibrator.parameters().forEach(weights::put);
  }

  private static Map<String, Double> learn(Task task, int steps, Batch batch, Batch judged) {
    try (var learner = Learner.begin(task, anomalies(), steps, Processor.CPU)) {
      learn(learner, steps, batch);
      Task.Judge judge = task.judge();
      judge.add(judged, read(task, learner.judged(), judged));
      return judge.metrics();
    }
  }

  private static void learn(Learner learner, int steps, Batch batch) {
    for (int step = 0; step < steps; step++) {
      learner.step(step, batch);
    }
  }

  private static List<Guessed> read(Task task, Weights weights, Batch batch) {
    try (var scope = new PointerScope();
        var guard = new NoGradGuard()) {
      return task.read(forward(task, weights, batch));
    }
  }

  private static Map<String, Tensor> forward(Task task, Weights weights, Batch batch) {
    Tensor pictures = Learner.pictures(task, batch, weights.processor());
    return TorchReading.judging(weights).forward(task.net(), pictures);
  }

  private static Recipe recipe(
      String task, String family, Map<String, String> parameters, Recipe.LossSpec loss) {
    return ShortRecipe.of(task, SIDE, SIDE, new Recipe.NetSpec(family, parameters), loss);
  }

  /** Discs of 12 px on a gradient, near the middle. */
  private static MemoryBatch discs(long seed, boolean withPlanes) {
    var random = new Random(seed);
    var pictures = new float[BATCH * PIXELS];
    var planes = new byte[BATCH * PIXELS];
    for (int i = 0; i < BATCH; i++) {
      int left = 14 + random.nextInt(4);
      int top = 14 + random.nextInt(4);
      for (int j = 0; j < PIXELS; j++) {
        boolean inside = Math.hypot(j % SIDE - left, j / SIDE - top) < 6;
        planes[i * PIXELS + j] = (byte) (inside ? 1 : 0);
        pictures[i * PIXELS + j] = inside ? .9f : .1f + .4f * (j % SIDE) / SIDE;
      }
    }
    return MemoryBatch.of(BATCH, pictures, pictures, withPlanes ? planes : new byte[0]);
  }

  private static MemoryBatch noisy(long seed) {
    MemoryBatch discs = discs(seed, false);
    var random = new Random(5);
    var clean = new float[BATCH * PIXELS];
    discs.clean().get(clean);
    float[] noisy = clean.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (.2 * random.nextGaussian());
    }
    return MemoryBatch.of(BATCH, noisy, clean);
  }

  /** Something black and white in the upper right corner. */
  private static MemoryBatch odd() {
    MemoryBatch discs = discs(2, false);
    var pictures = new float[BATCH * PIXELS];
    discs.clean().get(pictures);
    for (int i = 0; i < BATCH; i++) {
      for (int y = 2; y < 9; y++) {
        int row = i * PIXELS + y * SIDE;
        Arrays.fill(pictures, row + 22, row + 29, y % 2 == 0 ? 1 : 0);
      }
    }
    return MemoryBatch.of(BATCH, pictures, pictures);
  }
}
