package sightline.inference.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.Tensor;
import sightline.inference.family.Families;
import sightline.inference.model.BadManifest;
import sightline.inference.model.Family;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;
import sightline.inference.model.TensorInfo;
import sightline.inference.testmodel.SmallManifest;

/** Whatever a net answers: legal objects best first, or one sentence, and nothing else. */
class EveryFamilyFuzzTest {

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final int TRIES = 150;
  private static final int MAX_AXES = 4;
  private static final int MAX_OUTPUTS = 7;
  private static final FrameSize FRAME = new FrameSize(100, 80);
  private static final Reading.Bounds BOUNDS = new Reading.Bounds(500, 64);

  private static final float[] STRANGE = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    0,
    -0f,
    1e20f,
    -1e9f
  };

  private final Random random = new Random(20);

  static Stream<KnownOutputs> rows() {
    return KnownOutputs.ROWS.stream();
  }

  static Stream<String> families() {
    return Families.known().stream().map(Family::name);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldFindLegalObjectsInOutputsOfTheRightShape(KnownOutputs row) {
    for (int i = 0; i < TRIES; i++) {
      Kind kind = KINDS.get(i % KINDS.size());
      var spec = new SuppressionSpec(kind, i % 2 == 0, .5f, 200, Map.of("car", .01f));
      ModelManifest manifest = row.manifest(spec);
      List<Tensor> outputs = row.outputs();
      outputs.forEach(this::fill);

      assertLegal(read(manifest, outputs), manifest);
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldRefuseOutputsOfAnotherShapeInOneSentence(String family) {
    for (int i = 0; i < TRIES; i++) {
      ModelManifest manifest = SmallManifest.of(family).task(taskOf(family)).build();
      List<Tensor> outputs = randomOutputs();
      try {
        assertLegal(read(manifest, outputs), manifest);
      } catch (BadManifest e) { // a family that does not do without parameters
        assertThat(e).hasMessageContaining("manifest.");
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).as("%s on %s", family, outputs).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("families")
  void shouldLookAtAnyTensorsWithoutStumbling(String name) {
    Family family = Families.named(name).orElseThrow();
    ModelManifest manifest = SmallManifest.of(name).task(taskOf(name)).build();
    for (int i = 0; i < TRIES; i++) {
      ModelTensors tensors =
          new ModelTensors(infos("input", 2), infos("output", MAX_OUTPUTS), Map.of());
      assertThat(family.recognize(tensors)).isNotNull();
      try {
        family.check(manifest, tensors);
      } catch (BadManifest e) {
        assertThat(e.getMessage()).as("%s on %s", name, tensors).isNotBlank();
      }
    }
  }

  private static String taskOf(String family) {
    return KnownOutputs.ROWS.stream()
        .filter(row -> row.family().equals(family))
        .map(KnownOutputs::task)
        .findFirst()
        .orElse("detect");
  }

  private static List<Detection> read(ModelManifest manifest, List<Tensor> outputs) {
    return Readings.of(manifest, BOUNDS)
        .read(outputs, Letterbox.fit(FRAME, manifest.input()), () -> {});
  }

  private static void assertLegal(List<Detection> found, ModelManifest manifest) {
    assertThat(found).hasSizeLessThanOrEqualTo(manifest.maxDetections());
    float before = 1;
    for (Detection one : found) {
      assertThat(one.score()).isBetween(0f, before);
      assertThat(one.label()).isEqualTo(manifest.labels().get(one.classId()));
      assertThat(one.box()).isEqualTo(one.box().clippedTo(FRAME));
      assertThat(one.box().area()).isPositive();
      before = one.score();
    }
  }

  private List<Tensor> randomOutputs() {
    var outputs = new ArrayList<Tensor>();
    int count = 1 + random.nextInt(MAX_OUTPUTS);
    for (int i = 0; i < count; i++) {
      int[] shape =
          IntStream.range(0, random.nextInt(MAX_AXES)).map(axis -> random.nextInt(9)).toArray();
      var tensor = new Tensor("output" + i, shape);
      fill(tensor);
      outputs.add(tensor);
    }
    return outputs;
  }

  /** Mostly numbers that nets give; one of thirty is none, or hardly one. */
  private void fill(Tensor tensor) {
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      float usual = random.nextInt(3) == 0 ? random.nextFloat() : (float) random.nextGaussian() * 4;
      values[i] = random.nextInt(30) == 0 ? STRANGE[random.nextInt(STRANGE.length)] : usual;
    }
  }

  private List<TensorInfo> infos(String name, int most) {
    var types = List.of("float", "float", "float", "float16", "int64", "uint8");
    var sizes = List.of(-1L, 0L, 1L, 2L, 3L, 4L, 64L, 1000L, 1L << 40);
    return IntStream.rangeClosed(0, random.nextInt(most))
        .mapToObj(
            i ->
                new TensorInfo(
                    name + i,
                    types.get(random.nextInt(types.size())),
                    IntStream.range(0, random.nextInt(MAX_AXES + 2))
                        .mapToObj(axis -> sizes.get(random.nextInt(sizes.size())))
                        .toList()))
        .toList();
  }
}
