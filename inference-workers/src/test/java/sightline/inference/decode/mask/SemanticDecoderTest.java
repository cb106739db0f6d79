package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;
import sightline.inference.model.DecoderSpec;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;

/** Nets for 4x2 px. */
class SemanticDecoderTest {

  private static final InputSpec INPUT = MaskManifests.stretched(4, 2);
  private static final MaskGrid GRID = MaskManifests.grid(4, 2, INPUT);

  @Test
  void shouldGiveEveryPixelToItsBestClass() {
    Tensor output =
        tensor("out", new int[] {2, 2, 4}, 9, 9, 0, 0, 9, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);

    List<Segment> segments = decode(Map.of(), GRID, List.of(output), "a", "b");

    assertThat(segments)
        .extracting(Segment::mask)
        .containsExactly(Mask.ofRuns(4, 2, 0, 3, 5), Mask.ofRuns(4, 2, 3, 5));
  }

  @Test
  void shouldReadChannelsThatLieSideBySide() {
    Tensor output =
        tensor("out", new int[] {2, 4, 2}, 9, 1, 9, 1, 0, 1, 0, 1, 9, 1, 0, 1, 0, 1, 0, 1);

    List<Segment> segments = decode(Map.of("layout", "NHWC"), GRID, List.of(output), "a", "b");

    assertThat(segments.get(0).mask()).isEqualTo(Mask.ofRuns(4, 2, 0, 3, 5));
  }

  @Test
  void shouldScoreAClassByTheMeanProbabilityOfItsPixels() {
    float one = (float) Math.log(3); // against 0: three quarters
    Tensor output =
        tensor(
            "out",
            new int[] {2, 2, 4},
            one,
            one,
            one,
            one,
            one,
            one,
            one,
            30,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0);

    List<Segment> segments = decode(Map.of(), GRID, List.of(output), "a", "b");

    assertThat(segments).hasSize(1);
    assertThat(segments.get(0).score()).isCloseTo((7 * .75f + 1) / 8, within(1e-5f));
  }

  @Test
  void shouldTakeProbabilitiesAsTheyAre() {
    float[] values = new float[16];
    Arrays.fill(values, 0, 8, .6f);
    Arrays.fill(values, 8, 16, .4f);

    List<Segment> segments =
        decode(Map.of(), GRID, List.of(tensor("out", new int[] {2, 2, 4}, values)), "a", "b");

    assertThat(segments.get(0).score()).isCloseTo(.6f, within(1e-5f));
  }

  @Test
  void shouldLetClassesOverlapWhenTheyAreIndependent() {
    Tensor output =
        tensor(
            "out", new int[] {2, 2, 4}, 5, 5, 5, 5, -5, -5, -5, -5, 5, -5, -5, -5, 5, -5, -5, -5);

    List<Segment> segments =
        decode(Map.of("classes", "independent"), GRID, List.of(output), "a", "b");

    assertThat(segments)
        .extracting(Segment::mask)
        .containsExactly(Mask.ofRuns(4, 2, 0, 1, 1, 1, 1, 1, 1, 1, 1), Mask.ofRuns(4, 2, 0, 2, 6));
  }

  @Test
  void shouldReadOneChannelAgainstTheThreshold() {
    Tensor output = tensor("out", new int[] {1, 2, 4}, .8f, .6f, .8f, .6f, 0, 0, 0, 0);

    List<Segment> segments = decode(Map.of("threshold", "0.7"), GRID, List.of(output), "a");

    assertThat(segments.get(0).mask()).isEqualTo(Mask.ofRuns(4, 2, 0, 1, 3, 1, 3));
    assertThat(segments.get(0).score()).isEqualTo(.8f);
  }

  @Test
  void shouldTakeTheSecondChannelOfEachHead() {
    Tensor first = tensor("da", new int[] {2, 1, 2}, 0, 5, 5, 0);
    Tensor second = tensor("ll", new int[] {2, 1, 2}, 0, 0, 5, 5);

    List<Segment> segments =
        decode(Map.of("outputs", "da,ll"), GRID, List.of(second, first), "area", "line");

    assertThat(segments).extracting(Segment::classId).containsExactly(0, 1);
    assertThat(segments.get(0).mask()).isEqualTo(Mask.ofRuns(4, 2, 0, 4, 4));
    assertThat(segments.get(1).mask()).isEqualTo(Mask.ofRuns(4, 2, 0, 8));
  }

  @Test
  void shouldLeaveOutBackground() {
    Tensor output =
        tensor("out", new int[] {2, 2, 4}, 9, 9, 0, 0, 9, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);

    assertThat(decode(Map.of("background", "b"), GRID, List.of(output), "a", "b"))
        .extracting(Segment::classId)
        .containsExactly(0);
    assertThat(decode(Map.of("background", "0"), GRID, List.of(output), "a", "b"))
        .extracting(Segment::classId)
        .containsExactly(1);
    assertThat(decode(Map.of(), GRID, List.of(output), "Background", "b"))
        .extracting(Segment::classId)
        .containsExactly(1);
    assertThat(decode(Map.of("background", ""), GRID, List.of(output), "background", "b"))
        .hasSize(2);
  }

  @Test
  void shouldLeaveOutWhatTheNetDidNotSee() {
    InputSpec cropped = MaskManifests.input(4, 4, Fit.CROP);
    ModelManifest manifest = manifest(Map.of(), cropped, "a", "b");
    Tensor output = tensor("out", new int[] {2, 1, 1}, 1, 0);

    List<Segment> segments =
        SemanticDecoder.of(manifest).decode(List.of(output), MaskManifests.grid(8, 4, cropped));

    assertThat(segments.get(0).mask()).isEqualTo(Mask.ofRuns(8, 4, 8, 16, 8));
  }

  @Test
  void shouldGiveObjectsWithTheSmallestBoxAroundThem() {
    Tensor output =
        tensor("out", new int[] {2, 2, 4}, 9, 9, 0, 0, 9, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    Letterbox letterbox = Letterbox.fit(new FrameSize(4, 2), INPUT);

    List<Detection> found =
        Readings.of(
                manifest(Map.of("background", "b"), INPUT, "a", "b"), new Reading.Bounds(9, 4096))
            .read(List.of(output), letterbox, () -> {});

    assertThat(found).hasSize(1);
    assertThat(found.get(0).box()).isEqualTo(new Box(0, 0, 2, 2));
    assertThat(found.get(0).label()).isEqualTo("a");
  }

  @Property(tries = 100)
  void shouldDecideAsTheNaiveWayDoes(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 2, max = 5) int classes,
      @ForAll long seed) {
    InputSpec input = MaskManifests.input(16, 16, Fit.LETTERBOX_CENTER);
    MaskGrid grid = MaskManifests.grid(width, height, input);
    var random = new Random(seed);
    var output = new Tensor("out", classes, 8, 8);
    for (int i = 0; i < output.values().length; i++) {
      output.values()[i] = random.nextFloat() * 8 - 4;
    }
    String[] labels = new String[classes];
    Arrays.setAll(labels, id -> "class " + id);

    List<Segment> segments =
        SemanticDecoder.of(manifest(Map.of(), input, labels)).decode(List.of(output), grid);

    long covered = 0;
    for (Segment segment : segments) {
      var pixels = MaskModel.pixels(segment.mask());
      covered += pixels.cardinality();
      pixels.stream().forEach(pixel -> assertBest(segment.classId(), output, grid, pixel));
    }
    assertThat(covered).isEqualTo((long) width * height);
  }

  private static void assertBest(int classId, Tensor output, MaskGrid grid, int pixel) {
    float x = grid.inputX(pixel / grid.height()) / 2;
    float y = grid.inputY(pixel % grid.height()) / 2;
    double best = NaiveBilinear.at(output.values(), 64 * classId, 8, x, y);
    for (int other = 0; other < output.size(0); other++) {
      assertThat(NaiveBilinear.at(output.values(), 64 * other, 8, x, y)).isLessThan(best + 1e-4);
    }
  }

  @Test
  void shouldRefuseTheOutputOfAnotherNet() {
    var other = new Tensor("out", 3, 2, 4);

    assertThatThrownBy(() -> decode(Map.of(), GRID, List.of(other), "a", "b"))
        .hasMessage("expected semantic scores of 2 classes as NCHW, found [out[3,2,4]]");
  }

  @Test
  void shouldRefuseABackgroundThatNobodyKnows() {
    assertThatThrownBy(() -> decode(Map.of("background", "sky"), GRID, List.of(), "a", "b"))
        .isInstanceOf(BadManifest.class)
        .hasMessage("manifest.decoder.background is sky, expected labels, or numbers from 0 to 1");
  }

  private static List<Segment> decode(
      Map<String, String> parameters, MaskGrid grid, List<Tensor> outputs, String... labels) {
    return SemanticDecoder.of(manifest(parameters, INPUT, labels)).decode(outputs, grid);
  }

  private static ModelManifest manifest(
      Map<String, String> parameters, InputSpec input, String... labels) {
    return MaskManifests.of(new DecoderSpec("semantic", parameters), input, labels);
  }

  private static Tensor tensor(String name, int[] shape, float... values) {
    var tensor = new Tensor(name, shape);
    System.arraycopy(values, 0, tensor.values(), 0, values.length);
    return tensor;
  }
}
