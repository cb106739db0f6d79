package sightline.trainer.fit.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.trainer.fit.loss.Gradients.doubles;
import static sightline.trainer.fit.loss.Gradients.numbers;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class HardNegativesTest {

  @Test
  void shouldTakeTheWorstOfEachPictureSoManyTimesAsThereAreObjects() {
    try (var scope = new PointerScope()) {
      Tensor losses = doubles(new double[] {9, 1, 2, 3, 4, 5, 1, 2, 3, 4}, 2, 5);
      Tensor positives = doubles(new double[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 2, 5);
      Tensor negatives = doubles(new double[] {0, 1, 1, 1, 0, 1, 1, 1, 1, 1}, 2, 5);

      Tensor hard = HardNegatives.of(losses, positives, negatives, 2, 1);

      assertThat(numbers(hard)).containsExactly(0, 0, 1, 1, 0, 1, 0, 0, 0, 0);
    }
  }

  @Test
  void shouldTakeNoMoreThanThereAre() {
    try (var scope = new PointerScope()) {
      Tensor losses = doubles(new double[] {1, 2, 3}, 1, 3);
      Tensor positives = doubles(new double[] {1, 1, 0}, 1, 3);
      Tensor negatives = doubles(new double[] {0, 0, 1}, 1, 3);

      Tensor hard = HardNegatives.of(losses, positives, negatives, 3, 0);

      assertThat(numbers(hard)).containsExactly(0, 0, 1);
    }
  }
}
