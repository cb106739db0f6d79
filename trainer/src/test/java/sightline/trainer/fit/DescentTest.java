package sightline.trainer.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.Parameter.Start;
import sightline.trainer.recipe.Recipe.Schedule;
import sightline.trainer.tensor.Processor;
import sightline.trainer.tensor.Weights;

/** Against the formulas, on one number w whose loss is w²/2, so that its gradient is w. */
class DescentTest {

  private static final Parameter NUMBER = Parameter.learned("w", Start.constant(1), 1);
  private static final double RATE = 0.1;
  private static final double MOMENTUM = 0.9;

  private static float after(int steps, String optimizer) {
    var schedule = new Schedule(1, 1, optimizer, RATE, 1, MOMENTUM, 0, 0, 0, 0, 0, 1, 1, "float32");
    try (var weights = Weights.begin(List.of(NUMBER), 1, Processor.CPU);
        var descent = Descent.of(weights, schedule)) {
      for (int step = 0; step < steps; step++) {
        try (var scope = new PointerScope()) {
          descent.begin();
          var number = weights.tensor(NUMBER);
          number.mul(number).div(new org.bytedeco.pytorch.Scalar(2)).sum().backward();
          descent.step(RATE);
        }
      }
      return weights.numbers("w")[0];
    }
  }

  @Test
  void shouldFollowNesterovsMomentum() {
    double w = 1;
    double speed = 0;
    for (int step = 0; step < 5; step++) {
      speed = MOMENTUM * speed + w;
      w -= RATE * (w + MOMENTUM * speed);
    }

    assertThat(after(5, "sgd")).isCloseTo((float) w, within(1e-5f));
  }

  @Test
  void shouldFollowAdam() {
    double w = 1;
    double mean = 0;
    double square = 0;
    for (int step = 1; step <= 5; step++) {
      mean = MOMENTUM * mean + (1 - MOMENTUM) * w;
      square = 0.999 * square + 0.001 * w * w;
      double unbiased = mean / (1 - Math.pow(MOMENTUM, step));
      w -= RATE * unbiased / (Math.sqrt(square / (1 - Math.pow(0.999, step))) + 1e-8);
    }

    assertThat(after(5, "adamw")).isCloseTo((float) w, within(1e-5f));
  }
}
