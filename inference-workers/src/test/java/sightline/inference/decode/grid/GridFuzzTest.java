package sightline.inference.decode.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.Tensor;

/** Whatever a net answers, nothing impossible comes out of a decoder, and nothing breaks. */
class GridFuzzTest {

  private static final int TRIES = 3000;

  private static final float[] ODD = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_VALUE,
    0,
    -0f,
    1,
    -1
  };

  /** Shapes that at least one family reads, for 64x64 px and two classes. */
  private static final List<List<int[]>> SHAPES =
      List.of(
          shapes(new int[] {35, 2, 2}),
          shapes(new int[] {21, 2, 2}, new int[] {21, 4, 4}, new int[] {21, 8, 8}),
          shapes(new int[] {3, 2, 2, 7}, new int[] {3, 4, 4, 7}, new int[] {3, 8, 8, 7}),
          shapes(new int[] {252, 7}),
          shapes(new int[] {84, 7}),
          shapes(new int[] {6, 84}),
          shapes(new int[] {84, 6}),
          shapes(new int[] {84, 34}),
          shapes(
              new int[] {64, 2},
              new int[] {16, 2},
              new int[] {4, 2},
              new int[] {64, 32},
              new int[] {16, 32},
              new int[] {4, 32}),
          shapes(new int[] {7, 4, 4}),
          shapes(new int[] {7, 0, 4}),
          shapes(new int[] {0, 6}),
          shapes(new int[] {}),
          shapes(new int[] {7}),
          shapes());

  private static List<int[]> shapes(int[]... shapes) {
    return List.of(shapes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yolox",
        "yolov2",
        "yolov3",
        "yolov5",
        "yolov8",
        "yolo-end-to-end",
        "nanodet",
        "fastestdet"
      })
  void shouldLetNothingImpossibleOut(String family) {
    var random = new Random(7);
    var candidates = new Candidates(50);
    int read = 0;
    for (int i = 0; i < TRIES; i++) {
      Map<String, String> parameters =
          random.nextBoolean() || family.equals("yolo-end-to-end")
              ? Map.of()
              : Map.of("classes", "best");
      read += reads(GridNets.decoder(family, parameters), answer(random), candidates) ? 1 : 0;
      assertPossible(candidates);
    }
    assertThat(read).isBetween(1, TRIES - 1);
  }

  /** Whether the decoder took it for an answer of its family. */
  private static boolean reads(Decoder decoder, List<Tensor> answer, Candidates into) {
    into.clear();
    try {
      decoder.decode(answer, into);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContainingAll("expected ", ", found [");
      return false;
    }
  }

  private static void assertPossible(Candidates candidates) {
    for (int i = 0; i < candidates.size(); i++) {
      float width = candidates.right(i) - candidates.left(i);
      float height = candidates.bottom(i) - candidates.top(i);
      assertThat(Float.isFinite(width) && width >= 0).isTrue();
      assertThat(Float.isFinite(height) && height >= 0).isTrue();
      assertThat(candidates.left(i)).isFinite();
      assertThat(candidates.top(i)).isFinite();
      assertThat(candidates.score(i)).isBetween(.25f, Float.MAX_VALUE);
      assertThat(candidates.classId(i)).isBetween(0, 1);
    }
  }

  private static List<Tensor> answer(Random random) {
    List<int[]> shapes = SHAPES.get(random.nextInt(SHAPES.size()));
    return IntStream.range(0, shapes.size())
        .mapToObj(i -> filled(new Tensor("output" + i, shapes.get(i)), random))
        .toList();
  }

  private static Tensor filled(Tensor tensor, Random random) {
    int oddOf100 = random.nextInt(40);
    for (int i = 0; i < tensor.values().length; i++) {
      boolean odd = random.nextInt(100) < oddOf100;
      tensor.values()[i] =
          odd ? ODD[random.nextInt(ODD.length)] : (float) random.nextGaussian() * 3;
    }
    return tensor;
  }
}
