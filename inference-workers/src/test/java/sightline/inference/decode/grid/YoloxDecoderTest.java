package sightline.inference.decode.grid;

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
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Decoders;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.testmodel.InputSpecs;

/** A net for 64x64 px: grids of 8x8, 4x4 and 2x2 cells, 84 rows, two classes. */
class YoloxDecoderTest {

  private static final int COLUMNS = 7;
  private static final int FIRST_OF_STRIDE_16 = 64;

  private final Tensor output = new Tensor("output", 84, COLUMNS);
  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldPlaceABoxByItsCellAndStride() {
    row(FIRST_OF_STRIDE_16 + 6, .5f, .25f, 0, (float) Math.log(2), 1, .9f, 0);

    decoder("every").decode(List.of(output), candidates);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.left(0)).isCloseTo(40 - 8, within(1e-4f));
    assertThat(candidates.top(0)).isCloseTo(20 - 16, within(1e-4f));
    assertThat(candidates.right(0)).isCloseTo(40 + 8, within(1e-4f));
    assertThat(candidates.bottom(0)).isCloseTo(20 + 16, within(1e-4f));
  }

  @Test
  void shouldScoreEveryClassThatReachesTheLimit() {
    row(0, 0, 0, 0, 0, .5f, .8f, .6f);
    row(1, 0, 0, 0, 0, .5f, .8f, .4f);

    decoder("every").decode(List.of(output), candidates);

    assertThat(candidates.size()).isEqualTo(3);
    assertThat(candidates.score(0)).isEqualTo(.4f);
    assertThat(candidates.score(1)).isEqualTo(.3f);
  }

  @Test
  void shouldScoreTheBestClassOnlyWhenAsked() {
    row(0, 0, 0, 0, 0, .5f, .6f, .8f);

    decoder("best").decode(List.of(output), candidates);

    assertThat(candidates.size()).isEqualTo(1);
    assertThat(candidates.classId(0)).isEqualTo(1);
  }

  @Test
  void shouldSurviveANetThatWentMad() {
    row(0, Float.NaN, 0, 1000, 0, 1, 1, 1);
    row(1, 0, 0, 1000, 0, 1, 1, 1);

    decoder("every").decode(List.of(output), candidates);

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isEqualTo(4);
  }

  @Test
  void shouldGiveDetectionsInPixelsOfTheFrame() {
    row(0, .5f, .5f, 0, 0, 1, .9f, 0);
    ModelManifest manifest = manifest(new DecoderSpec("yolox", Map.of()));
    Letterbox letterbox = Letterbox.fit(new FrameSize(128, 64), InputSpecs.yolox(64, 64));

    List<Detection> found =
        Readings.of(manifest, new Reading.Bounds(100, 64))
            .read(List.of(output), letterbox, () -> {});

    assertThat(found).containsExactly(new Detection(new Box(0, 0, 16, 16), 0, "person", .9f));
  }

  @Test
  void shouldRefuseTheOutputOfAnotherNet() {
    var other = new Tensor("output", 84, 6);

    assertThatThrownBy(() -> decoder("every").decode(List.of(other), candidates))
        .hasMessage("expected one yolox output of [84,7], found [output[84,6]]");
  }

  @Test
  void shouldRefuseAFamilyThatNobodyKnows() {
    assertThatThrownBy(() -> Decoders.of(manifest(new DecoderSpec("crystal-ball", Map.of()))))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith("manifest.decoder.family is crystal-ball, expected ");
  }

  private void row(int cell, float... columns) {
    System.arraycopy(columns, 0, output.values(), cell * COLUMNS, COLUMNS);
  }

  private static Decoder decoder(String classes) {
    return Decoders.of(manifest(new DecoderSpec("yolox", Map.of("classes", classes))));
  }

  private static ModelManifest manifest(DecoderSpec decoder) {
    return new ModelManifest(
        "small",
        "1",
        "detect",
        InputSpecs.yolox(64, 64),
        "images",
        0,
        Map.of(),
        decoder,
        List.of("person", "car"),
        .25f,
        .5f,
        SuppressionSpec.GREEDY,
        10,
        List.of());
  }
}
