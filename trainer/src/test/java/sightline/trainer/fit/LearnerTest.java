package sightline.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.tensor.Processor;

class LearnerTest {

  private static final int BATCH = 4;
  private static final int STEPS = 200;

  /** Of a mean of three numbers between 0 and 1: what guessing 0.5 costs. */
  private static final double VARIANCE = 1 / 36.0;

  @TempDir private Path folder;

  @BeforeAll
  static void leaveTheOtherCoresAlone() {
    torch.set_num_threads(1);
  }

  private static Recipe recipe(String optimizer, List<String> frozen) {
    var schedule =
        new Recipe.Schedule(
            1, BATCH, optimizer, 0.02, 0.1, 0.9, 0.0001, 10, 10, 0.95, 0, 1, 100, "float32");
    return new Recipe(
        "gray",
        "autoencode",
        7,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        schedule,
        null,
        new Recipe.Start("", frozen),
        null);
  }

  private static Learner learner(String optimizer, String... frozen) {
    return Learner.begin(new GrayTask(), recipe(optimizer, List.of(frozen)), STEPS, Processor.CPU);
  }

  private static double learn(Learner learner, int from, int to) {
    double loss = 0;
    for (int step = from; step < to; step++) {
      loss = learner.step(step, PlainBatch.of(step, BATCH)).get("total");
    }
    return loss;
  }

  @Test
  void shouldLearnMoreThanWhatIsUsual() {
    try (Learner learner = learner("adamw")) {
      double after = learn(learner, 0, STEPS);

      assertThat(after).isLessThan(VARIANCE / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "sgd"})
  void shouldGoOnFromWhatWasSavedAsIfNothingHadHappened(String optimizer) throws Exception {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    Map<String, float[]> expected;
    try (Learner whole = learner(optimizer)) {
      learn(whole, 0, 20);
      whole.save(saved);
      learn(whole, 20, 40);
      expected = whole.judged().numbers();
    }

    try (Learner resumed = learner(optimizer)) {
      resumed.restore(saved);
      learn(resumed, 20, 40);

      Map<String, float[]> found = resumed.judged().numbers();
      expected.forEach((name, numbers) -> assertThat(found.get(name)).as(name).isEqualTo(numbers));
    }
  }

  @Test
  void shouldNameStepAndPicturesWhenTheLossIsNotFinite() {
    try (Learner learner = learner("adamw")) {
      PlainBatch spoiled = PlainBatch.of(0, BATCH).spoiled();

      assertThatThrownBy(() -> learner.step(17, spoiled))
          .isInstanceOf(NonFiniteLoss.class)
          .hasMessageContaining("step 17")
          .hasMessageContaining("picture-0, picture-1");
    }
  }

  @Test
  void shouldNotTouchWhatIsFrozen() {
    try (Learner learner = learner("adamw", "first.conv.weight")) {
      float[] before = learner.judged().numbers("first.conv.weight");

      learn(learner, 0, 10);

      assertThat(learner.judged().numbers("first.conv.weight")).isEqualTo(before);
      assertThat(learner.judged().numbers("last.conv.weight")).isNotEqualTo(new float[4]);
    }
  }

  @Test
  void shouldSayThatNothingIsLeftToLearn() {
    assertThatThrownBy(() -> learner("adamw", "first", "last"))
        .hasMessageContaining("start.freeze");
  }

  @Test
  void shouldHoldNoMoreMemoryAfterThousandsOfSteps() {
    try (Learner learner = learner("adamw")) {
      learn(learner, 0, 300);
      System.gc();
      long before = Pointer.physicalBytes();

      learn(learner, 300, 2300);

      System.gc();
      assertThat(Pointer.physicalBytes() - before).isLessThan(48L << 20);
    }
  }
}
