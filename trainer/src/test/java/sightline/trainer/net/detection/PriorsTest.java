package sightline.trainer.net.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.trainer.net.part.Settings;

class PriorsTest {

  private static final Priors PRIORS =
      new Priors(List.of(8, 16), List.of(16.0, 36.0, 36.0, 64.0), List.of(4.0));

  @Test
  void shouldPutSquaresFirstThenLyingAndStandingOnes() {
    float[] boxes = PRIORS.boxes(32, 16);

    assertThat(boxes)
        .startsWith(4, 4, 16, 16, 4, 4, 24, 24, 4, 4, 32, 8, 4, 4, 8, 32)
        .endsWith(24, 8, 18, 72);
  }

  @Test
  void shouldGoGridByGridAndRowByRow() {
    float[] boxes = PRIORS.boxes(32, 16);

    assertThat(PRIORS.count(32, 16)).isEqualTo((8 + 2) * 4);
    assertThat(List.of(boxes[4 * 4 * 4], boxes[4 * 4 * 4 + 1])).containsExactly(4f, 12f);
    assertThat(List.of(boxes[8 * 4 * 4], boxes[8 * 4 * 4 + 1])).containsExactly(8f, 8f);
  }

  @Test
  void shouldDescribeItselfAsManifestsDo() {
    assertThat(PRIORS.described())
        .isEqualTo(
            Map.of(
                "strides", "8,16",
                "anchors", "ssd",
                "sizes", "16,36/36,64",
                "ratios", "4",
                "variances", "0.1,0.2"));
  }

  @Test
  void shouldTakeSizesFromTheStridesWhereNoneAreGiven() {
    var settings = new Settings("net.parameters", Map.of("scale", "2.5", "ratios", "2,3"));

    Priors priors = Priors.of(settings, List.of(8, 16));

    assertThat(priors.sizes()).containsExactly(20.0, 40.0, 40.0, 80.0);
    assertThat(priors.perCell()).isEqualTo(6);
  }
}
