package sightline.trainer.score.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sightline.trainer.shape.Runs;

class AnomalyEvaluatorTest {

  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;

  private final AnomalyEvaluator evaluator = new AnomalyEvaluator();

  @Test
  void shouldCountATieOfPicturesAHalf() {
    evaluator.add(true, .9);
    evaluator.add(true, .4);
    evaluator.add(false, .4);
    evaluator.add(false, .1);
    evaluator.add(false, .95);

    assertThat(evaluator.score().imageAuroc()).isCloseTo(3.5 / 6, within(1e-12));
  }

  /** The expected numbers were computed pair by pair, and threshold by threshold, with numpy. */
  @Test
  void shouldAgreeWithAComputationPairByPair() {
    boolean[] two = mask(new int[] {1, 1, 4, 3}, new int[] {6, 4, 8, 6});
    boolean[] cornered =
        mask(new int[] {0, 0, 2, 2}, new int[] {2, 2, 3, 3}, new int[] {5, 0, 8, 1});

    evaluator.add(Runs.ofPixels(WIDTH, HEIGHT, two), .9, map(0, two, 2));
    evaluator.add(Runs.none(WIDTH, HEIGHT), .1, map(1, new boolean[WIDTH * HEIGHT], 0));
    evaluator.add(Runs.ofPixels(WIDTH, HEIGHT, cornered), .8, map(2, cornered, 3));
    AnomalyScore score = evaluator.score();

    assertThat(score.defects()).isEqualTo(4);
    assertThat(score.pixelAuroc()).isCloseTo(0.8190035273368607, within(1e-12));
    assertThat(score.aupro()).isCloseTo(0.5780908289241622, within(1e-12));
    assertThat(score.imageAuroc()).isEqualTo(1);
  }

  @Test
  void shouldGiveOneToAPerfectMap() {
    boolean[] bad = mask(new int[] {1, 1, 4, 3});
    var map = new float[WIDTH * HEIGHT];
    for (int i = 0; i < map.length; i++) {
      map[i] = bad[i] ? 1e-3f : -5;
    }

    evaluator.add(Runs.ofPixels(WIDTH, HEIGHT, bad), 1, map);

    assertThat(evaluator.score().pixelAuroc()).isEqualTo(1);
    assertThat(evaluator.score().aupro()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shouldSayMinusOneWithoutDefects() {
    evaluator.add(Runs.none(WIDTH, HEIGHT), .1, new float[WIDTH * HEIGHT]);

    assertThat(evaluator.score()).isEqualTo(new AnomalyScore(-1, -1, -1, 1, 0, 0));
  }

  @Test
  void shouldAddNothingOfAMapOfAnotherSize() {
    assertThatThrownBy(() -> evaluator.add(Runs.none(WIDTH, HEIGHT), .1, new float[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("7 scores of pixels for a picture of 8x6");
    assertThat(evaluator.score().goodPictures()).isZero();
  }

  @Test
  void shouldRefuseAScoreThatIsNoNumber() {
    assertThatThrownBy(() -> evaluator.add(true, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the score of picture 0 is NaN");
  }

  @Property(tries = 200)
  void shouldKeepEachNumberWithinItsRange(
      @ForAll @Size(WIDTH * HEIGHT) boolean[] bad,
      @ForAll @Size(WIDTH * HEIGHT) List<@FloatRange(min = -9, max = 9) Float> scores) {
    var fresh = new AnomalyEvaluator();
    var map = new float[scores.size()];
    for (int i = 0; i < map.length; i++) {
      map[i] = scores.get(i);
    }

    fresh.add(Runs.ofPixels(WIDTH, HEIGHT, bad), .5, map);

    assertThat(fresh.score().pixelAuroc()).isBetween(-1., 1.);
    assertThat(fresh.score().aupro()).isBetween(-1., 1.);
  }

  private static float[] map(int picture, boolean[] bad, float more) {
    var map = new float[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int at = y * WIDTH + x;
        map[at] = (x * 7 + y * 13 + picture * 5) % 23 / 4f + (bad[at] ? more : 0);
      }
    }
    return map;
  }

  /** Boxes as left, top, right, bottom. */
  private static boolean[] mask(int[]... boxes) {
    var mask = new boolean[WIDTH * HEIGHT];
    for (int[] box : boxes) {
      for (int y = box[1]; y < box[3]; y++) {
        for (int x = box[0]; x < box[2]; x++) {
          mask[y * WIDTH + x] = true;
        }
      }
    }
    return mask;
  }
}
