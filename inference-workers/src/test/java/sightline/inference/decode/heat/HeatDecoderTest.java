package sightline.inference.decode.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.PerChannel;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.testmodel.SmallManifest;

/** The input is 64x64 px, the net's map 16x16 cells. */
class HeatDecoderTest {

  private static final FrameSize WIDE = new FrameSize(64, 32);

  private final Tensor heat = new Tensor("heat", 1, 16, 16);
  private final Tensor score = new Tensor("score", 1);

  @Test
  void shouldSayWhatIsAboveItsThreshold() {
    score.values()[0] = 1.5f;

    Judgement judgement = decode(Fit.STRETCH, WIDE, 160);

    assertThat(judgement.score()).isEqualTo(1.5f);
    assertThat(judgement.threshold()).isEqualTo(1);
    assertThat(judgement.abnormal()).isTrue();
  }

  @Test
  void shouldBeNormalAtTheThreshold() {
    score.values()[0] = 1;

    assertThat(decode(Fit.STRETCH, WIDE, 160).abnormal()).isFalse();
  }

  @Test
  void shouldShowThePixelThresholdAs128AndCutWhatIsFarAbove() {
    java.util.Arrays.fill(heat.values(), 1);
    heat(0, 0, 40);

    GrayPixels pixels = decode(Fit.STRETCH, WIDE, 160).heat();

    assertThat(pixels.width()).isEqualTo(64);
    assertThat(pixels.height()).isEqualTo(32);
    assertThat(pixels.at(40, 20)).isEqualTo(128);
    assertThat(pixels.at(0, 0)).isEqualTo(255);
  }

  @Test
  void shouldCutOffWhatTheLetterboxAdded() {
    for (int column = 0; column < 16; column++) {
      heat(column, 3, 1); // the last row of the padding above
      heat(column, 4, .5f); // the first one of the frame
      heat(column, 15, 1);
    }

    GrayPixels pixels = decode(Fit.LETTERBOX_CENTER, WIDE, 160).heat();

    assertThat(pixels.height()).isEqualTo(32);
    assertThat(pixels.at(30, 1)).isEqualTo(72); // still between the two rows
    assertThat(pixels.at(30, 2)).isEqualTo(64);
    assertThat(pixels.at(30, 31)).isZero();
  }

  @Test
  void shouldLoseNoSpotWhereTheMapIsMadeSmaller() {
    heat(13, 6, 1);

    GrayPixels pixels = decode(Fit.STRETCH, new FrameSize(640, 640), 4).heat();

    assertThat(pixels.width()).isEqualTo(4);
    assertThat(pixels.at(3, 1)).isEqualTo(128);
    assertThat(pixels.at(0, 0)).isZero();
  }

  @Test
  void shouldShowNoHeatWhereTheNetDidNotLook() {
    java.util.Arrays.fill(heat.values(), 1);

    GrayPixels pixels = decode(Fit.CROP, WIDE, 160).heat();

    assertThat(pixels.at(15, 10)).isZero();
    assertThat(pixels.at(16, 10)).isEqualTo(128);
    assertThat(pixels.at(47, 10)).isEqualTo(128);
    assertThat(pixels.at(48, 10)).isZero();
  }

  @Test
  void shouldTakeWhatIsBelowZeroForNone() {
    java.util.Arrays.fill(heat.values(), -3);

    assertThat(decode(Fit.STRETCH, WIDE, 160).heat().at(5, 5)).isZero();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseWhatIsNoNumber(float value) {
    heat(3, 3, value);

    assertThatThrownBy(() -> decode(Fit.STRETCH, WIDE, 160))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected finite numbers in output heat[1,16,16], found " + value);
  }

  @Test
  void shouldRefuseOutputsThatAreNotThose() {
    var flat = List.of(new Tensor("heat", 16, 16), score);
    var many = List.of(heat, new Tensor("score", 2));

    assertThatThrownBy(() -> decode(flat))
        .hasMessage("expected a heat map with axes [1,h,w], found heat[16,16]");
    assertThatThrownBy(() -> decode(many))
        .hasMessage("expected a score of one number, found score[2]");
    assertThatThrownBy(() -> decode(List.of(heat)))
        .hasMessage("expected an output score, found [heat[1,16,16]]");
  }

  @Test
  void shouldRefuseAThresholdThatIsNone() {
    var manifest = SmallManifest.of("heat", Map.of("threshold", "high")).task("anomaly").build();

    assertThatThrownBy(() -> HeatDecoder.of(manifest))
        .isInstanceOf(BadManifest.class)
        .hasMessageContaining("decoder.threshold is high");
  }

  private void heat(int column, int row, float value) {
    heat.values()[row * 16 + column] = value;
  }

  private static void decode(List<Tensor> outputs) {
    InputSpec input = input(Fit.STRETCH);
    var manifest = SmallManifest.of("heat").task("anomaly").input(input).build();
    Judgement ignored =
        HeatDecoder.of(manifest).decode(outputs, MaskGrid.of(Letterbox.fit(WIDE, input), 160));
  }

  private Judgement decode(Fit fit, FrameSize frame, int maxSide) {
    InputSpec input = input(fit);
    var manifest = SmallManifest.of("heat").task("anomaly").input(input).build();
    return HeatDecoder.of(manifest)
        .decode(List.of(score, heat), MaskGrid.of(Letterbox.fit(frame, input), maxSide));
  }

  private static InputSpec input(Fit fit) {
    return new InputSpec(
        64, 64, Layout.NCHW, Color.RGB, fit, 114, PerChannel.ZERO, PerChannel.ONE, 1 / 255f);
  }
}
