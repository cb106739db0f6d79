package sightline.inference.decode.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Decoders;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.testmodel.SmallManifest;

/** Classifiers, and classifiers that say where: nets that see one thing in a picture. */
class WholePictureDecoderTest {

  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldNameTheBestClassOfTheWholeFrame() {
    ModelManifest manifest =
        SmallManifest.of("classifier").task("classify").suppression(SuppressionSpec.NONE).build();
    Letterbox letterbox = Letterbox.fit(new FrameSize(128, 96), manifest.input());

    List<Detection> found =
        Readings.of(manifest, new Reading.Bounds(100, 64))
            .read(List.of(tensor("logits", 0, (float) Math.log(4))), letterbox, () -> {});

    assertThat(found).containsExactly(new Detection(new Box(0, 0, 128, 96), 1, "car", .8f));
  }

  @Test
  void shouldTakeProbabilitiesAsTheyAreWhenTheirNameSaysSo() {
    decode("classifier", Map.of(), tensor("softmaxout_1", .7f, .3f));

    assertThat(candidates.score(0)).isEqualTo(.7f);
    assertThat(candidates.classId(0)).isZero();
  }

  @Test
  void shouldNameAsManyClassesAsTheManifestAsks() {
    decode("classifier", Map.of("top", "2", "activation", "none"), tensor("out", .3f, .7f));

    assertThat(candidates.size()).isEqualTo(2);
    assertThat(candidates.classId(0)).isEqualTo(1);
    assertThat(candidates.score(1)).isEqualTo(.3f);
  }

  @Test
  void shouldLookAtEachClassByItselfWhenThereAreSeveral() {
    decode("classifier", Map.of("top", "2", "activation", "sigmoid"), tensor("out", 0, 2));

    assertThat(candidates.score(0)).isCloseTo(.880797f, within(1e-6f));
    assertThat(candidates.score(1)).isEqualTo(.5f);
  }

  @Test
  void shouldSeeNothingInNumbersThatAreNone() {
    decode("classifier", Map.of(), tensor("out", Float.NaN, 1));
    decode("classifier", Map.of(), tensor("out", Float.POSITIVE_INFINITY, 1));
    decode("localizer", Map.of(), tensor("out", Float.NaN, 1), tensor("box", 0, 0, 1, 1));

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isEqualTo(3);
  }

  @Test
  void shouldSayWhereTheObjectIs() {
    Tensor scores = tensor("prob", .2f, .8f);

    decode("localizer", Map.of(), scores, tensor("box", .5f, .25f, .5f, .25f));
    decode("localizer", Map.of("box", "edges"), scores, tensor("box", .25f, .125f, .75f, .375f));
    decode("localizer", Map.of("box", "edges", "unit", "px"), scores, tensor("box", 16, 8, 48, 24));

    assertThat(candidates.size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      assertThat(candidates.classId(i)).isEqualTo(1);
      assertThat(candidates.left(i)).isEqualTo(16);
      assertThat(candidates.top(i)).isEqualTo(8);
      assertThat(candidates.right(i)).isEqualTo(48);
      assertThat(candidates.bottom(i)).isEqualTo(24);
    }
  }

  @Test
  void shouldRefuseTheOutputsOfAnotherNet() {
    assertThatThrownBy(() -> decode("classifier", Map.of(), tensor("out", 1, 2, 3)))
        .hasMessage("expected one number for each of 2 classes, found out[3]");
    assertThatThrownBy(
            () -> decode("localizer", Map.of(), tensor("out", 1, 2), tensor("box", 1, 2)))
        .hasMessage("expected a localizer's box of [4], found box[2]");
  }

  private void decode(String family, Map<String, String> parameters, Tensor... outputs) {
    Decoders.of(SmallManifest.of(family, parameters).build()).decode(List.of(outputs), candidates);
  }

  private static Tensor tensor(String name, float... values) {
    var tensor = new Tensor(name, values.length);
    System.arraycopy(values, 0, tensor.values(), 0, values.length);
    return tensor;
  }
}
