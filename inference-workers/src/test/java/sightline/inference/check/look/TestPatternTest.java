package sightline.inference.check.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.PerChannel;

class TestPatternTest {

  private static final int SIDE = 64;

  @Test
  void shouldFillTheTensorInTheOrderOfItsAxes() {
    FloatBuffer planes = filled(TestPattern.PICTURE, Layout.NCHW);
    FloatBuffer pixels = filled(TestPattern.PICTURE, Layout.NHWC);

    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        assertThat(planes.get(channel * SIDE * SIDE + pixel))
            .isEqualTo(pixels.get(3 * pixel + channel));
      }
    }
  }

  @Test
  void shouldNormalizePicturesAsTheModelWantsThem() {
    FloatBuffer noise = filled(TestPattern.NOISE, Layout.NCHW);

    assertThat(noise.array()).contains((0 - 10) / 2f * .5f, (255 - 10) / 2f * .5f);
  }

  @Test
  void shouldLeaveConstantsAsTheyAre() {
    assertThat(filled(TestPattern.ZEROS, Layout.NCHW).array()).containsOnly(0);
    assertThat(filled(TestPattern.ONES, Layout.NHWC).array()).containsOnly(1);
  }

  private static FloatBuffer filled(TestPattern pattern, Layout layout) {
    var ten = new PerChannel(10, 10, 10);
    var two = new PerChannel(2, 2, 2);
    var spec = new InputSpec(SIDE, SIDE, layout, Color.RGB, Fit.STRETCH, 0, ten, two, .5f);
    FloatBuffer tensor = FloatBuffer.allocate(spec.elements());
    pattern.fill(tensor, spec);
    return tensor;
  }
}
