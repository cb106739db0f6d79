package sightline.trainer.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;

class RunsTest {

  private static final int WIDTH = 6;
  private static final int HEIGHT = 5;

  @Test
  void shouldReadRunsColumnByColumn() {
    var runs = Runs.ofCounts(3, 2, 1, 2, 3);

    assertThat(runs.pixels()).containsExactly(false, true, false, true, false, false);
  }

  @Test
  void shouldForgetRunsWithoutPixels() {
    var runs = Runs.ofCounts(3, 2, 0, 2, 0, 1, 3, 0);

    assertThat(runs.counts()).containsExactly(0, 3, 3);
  }

  @Test
  void shouldRefuseRunsThatDoNotCoverThePicture() {
    assertThatThrownBy(() -> Runs.ofCounts(3, 2, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("runs of a mask of 3x2 cover 3 pixels");
  }

  @Test
  void shouldRefuseANegativeRun() {
    assertThatThrownBy(() -> Runs.ofCounts(3, 2, 7, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run 0 of a mask of 3x2 is 7");
  }

  @Test
  void shouldRefuseToCompareMasksOfDifferentSizes() {
    assertThatThrownBy(() -> Runs.none(3, 2).iou(Runs.none(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("masks of 3x2 and 2x3, expected one size");
  }

  @Test
  void shouldMeasureADetectionInACrowdByItsOwnArea() {
    var detection = Runs.ofCounts(3, 2, 0, 4, 2);
    var crowd = Runs.ofCounts(3, 2, 2, 4);

    assertThat(detection.overlap(crowd, true)).isEqualTo(.5);
  }

  @Test
  void shouldKnowNoMaskAsOneWithoutPixels() {
    assertThat(Runs.of(Mask.NONE).area()).isZero();
  }

  @Test
  void shouldDoubleEachPixelWhenStretchedToTwiceTheSize() {
    var small = Runs.ofPixels(2, 1, new boolean[] {true, false});

    var large = small.stretchedTo(4, 2);

    assertThat(large.pixels()).containsExactly(true, true, false, false, true, true, false, false);
  }

  @Property
  void shouldAgreeWithABitmap(
      @ForAll @Size(WIDTH * HEIGHT) boolean[] one, @ForAll @Size(WIDTH * HEIGHT) boolean[] other) {
    Runs a = Runs.ofPixels(WIDTH, HEIGHT, one);
    Runs b = Runs.ofPixels(WIDTH, HEIGHT, other);
    int both = 0;
    int either = 0;
    for (int i = 0; i < one.length; i++) {
      both += one[i] && other[i] ? 1 : 0;
      either += one[i] || other[i] ? 1 : 0;
    }

    assertThat(a.intersection(b)).isEqualTo(both);
    assertThat(a.union(b).area()).isEqualTo(either);
    assertThat(a.iou(b)).isEqualTo(either == 0 ? 0 : (double) both / either).isBetween(0., 1.);
    assertThat(b.iou(a)).isEqualTo(a.iou(b));
  }

  @Property
  void shouldKeepEachPixelOnTheWayThroughAMask(@ForAll @Size(WIDTH * HEIGHT) boolean[] inside) {
    Runs runs = Runs.ofPixels(WIDTH, HEIGHT, inside);

    assertThat(Runs.of(runs.mask()).pixels()).isEqualTo(inside);
    assertThat(runs.stretchedTo(3 * WIDTH, HEIGHT).area()).isEqualTo(3 * runs.area());
  }

  @Property
  void shouldDrawTheSmallestBoxAroundThePixels(
      @ForAll @IntRange(max = 3) int left,
      @ForAll @IntRange(max = 2) int top,
      @ForAll @IntRange(min = 1, max = 3) int width,
      @ForAll @IntRange(min = 1, max = 3) int height) {
    var inside = new boolean[WIDTH * HEIGHT];
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        inside[y * WIDTH + x] = true;
      }
    }

    Box box = Runs.ofPixels(WIDTH, HEIGHT, inside).box();

    assertThat(box).isEqualTo(new Box(left, top, left + width, top + height));
  }
}
