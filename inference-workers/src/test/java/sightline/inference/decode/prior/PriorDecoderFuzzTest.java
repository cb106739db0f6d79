package sightline.inference.decode.prior;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;

/** Nets that went mad, and nets of another family. */
class PriorDecoderFuzzTest {

  private static final int ROUNDS = 300;
  private static final float[] STRANGE = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -1, 0, 1, 1e30f
  };

  private static final Map<String, String> ONE_GRID =
      Map.of("strides", "16", "sizes", "8", "ratios", "1", "anchors", "by-size", "octaves", "1");

  static Stream<Arguments> nets() {
    return Stream.of(
        Arguments.of(new SmallNet("ssd", 64, 32, 2, ONE_GRID), Shapes.pair(8, 3)),
        Arguments.of(new SmallNet("ssd", 64, 32, 2, Map.of("boxes", "decoded")), Shapes.pair(5, 3)),
        Arguments.of(
            new SmallNet("ssd", 64, 32, 2, Map.of("boxes", "decoded")),
            List.of(new Tensor("scores", 5, 3), new Tensor("boxes", 5, 2, 4))),
        Arguments.of(new SmallNet("ultraface", 64, 32, 1, Map.of()), Shapes.pair(30, 2)),
        Arguments.of(new SmallNet("retinanet", 64, 32, 2, ONE_GRID), Shapes.pair(8, 2)),
        Arguments.of(new SmallNet("detr", 64, 32, 2, Map.of()), Shapes.pair(9, 3)),
        Arguments.of(new SmallNet("rtdetr", 64, 32, 2, Map.of()), Shapes.pair(9, 2)),
        Arguments.of(
            new SmallNet("deim", 64, 32, 2, Map.of()),
            Shapes.listed("boxes", "scores", "labels", 9)),
        Arguments.of(
            new SmallNet("tf-detection", 64, 32, 2, Map.of()),
            Shapes.listed("detection_boxes", "detection_scores", "detection_classes", 9)),
        Arguments.of(
            new SmallNet("detection-output", 64, 32, 2, Map.of()),
            List.of(new Tensor("detection_out", 1, 9, 7))),
        Arguments.of(new SmallNet("yunet", 64, 32, 1, Map.of()), Shapes.yunet()));
  }

  @ParameterizedTest
  @MethodSource("nets")
  void shouldGiveNoIllegalBoxWhateverTheNumbers(SmallNet net, List<Tensor> outputs) {
    var random = new Random(5);
    Decoder decoder = net.decoder(0);
    var candidates = new Candidates(1000);
    for (int round = 0; round < ROUNDS; round++) {
      outputs.forEach(output -> fill(output.values(), random));
      candidates.clear();

      decoder.decode(outputs, candidates);

      for (int index = 0; index < candidates.size(); index++) {
        requireLegal(candidates, index, net.labels());
        for (float number : decoder.landmarks(outputs, candidates.origin(index))) {
          assertThat(number).isFinite();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void shouldRefuseOrReadAnyOtherShape(SmallNet net, List<Tensor> outputs) {
    var random = new Random(6);
    Decoder decoder = net.decoder(0);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Tensor> spoiled = spoiled(outputs, random);
      var candidates = new Candidates(1000);
      try {
        decoder.decode(spoiled, candidates);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("expected ");
        refused++;
      }
      for (int index = 0; index < candidates.size(); index++) {
        requireLegal(candidates, index, net.labels());
      }
    }
    assertThat(refused).isPositive();
  }

  private static void requireLegal(Candidates found, int index, int labels) {
    float[] edges = SmallNet.edges(found, index);
    for (float edge : edges) {
      assertThat(edge).isFinite();
    }
    assertThat(edges[0] <= edges[2] && edges[1] <= edges[3]).isTrue();
    assertThat(found.score(index)).isFinite();
    assertThat(found.score(index) >= 0).isTrue();
    assertThat(found.classId(index)).isBetween(0, labels - 1);
  }

  private static void fill(float[] values, Random random) {
    boolean mad = random.nextBoolean();
    for (int i = 0; i < values.length; i++) {
      values[i] =
          mad && random.nextInt(3) == 0
              ? STRANGE[random.nextInt(STRANGE.length)]
              : (float) (3 * random.nextGaussian());
    }
  }

  /** One output more, one less, or one of another shape, with random numbers. */
  private static List<Tensor> spoiled(List<Tensor> outputs, Random random) {
    List<Tensor> spoiled = new ArrayList<>(outputs);
    int which = random.nextInt(outputs.size());
    switch (random.nextInt(4)) {
      case 0 -> spoiled.remove(which);
      case 1 -> spoiled.add(outputs.get(which));
      case 2 ->
          spoiled.set(
              which,
              new Tensor(outputs.get(which).name(), sizes(random, outputs.get(which).axes())));
      default -> spoiled.set(which, new Tensor("another", sizes(random, 3)));
    }
    spoiled.forEach(tensor -> fill(tensor.values(), random));
    return spoiled;
  }

  /** Sizes of axes, some of them 0. */
  private static int[] sizes(Random random, int axes) {
    return random.ints(axes, 0, 12).toArray();
  }
}
