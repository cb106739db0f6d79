package sightline.inference.decode.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Mask;
import sightline.inference.decode.mask.pixel.MaskWriter;

class MaskWriterTest {

  private final MaskWriter writer = new MaskWriter(4, 3);

  @Property
  void shouldCoverWhatItWasTold(
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll long seed) {
    var random = new Random(seed);
    var covered = new BitSet();
    var mask = new MaskWriter(width, height);
    for (int pixel = 0; pixel < width * height; ) {
      int end = Math.min(width * height, pixel + random.nextInt(9));
      mask.cover(pixel, end);
      covered.set(pixel, end);
      pixel = end + random.nextInt(2);
    }

    assertThat(mask.covered()).isEqualTo(covered.cardinality());
    assertThat(MaskModel.pixels(mask.mask())).isEqualTo(covered);
  }

  @Test
  void shouldJoinStretchesWithoutAGap() {
    writer.cover(2, 4);
    writer.cover(4, 5);

    assertThat(writer.mask()).isEqualTo(Mask.ofRuns(4, 3, 2, 3, 7));
  }

  @Test
  void shouldBeginWithNoneOutsideWhenTheFirstPixelIsCovered() {
    writer.cover(0, 12);

    assertThat(writer.mask()).isEqualTo(Mask.ofRuns(4, 3, 0, 12));
  }

  @Test
  void shouldBeNoMaskWhenNothingIsCovered() {
    writer.cover(3, 3);

    assertThat(writer.mask()).isEqualTo(Mask.NONE);
  }

  @Test
  void shouldRefusePixelsThatComeTwice() {
    writer.cover(2, 4);

    assertThatThrownBy(() -> writer.cover(3, 5))
        .hasMessage("pixels 3 to 5, expected some between 4 and 12");
  }

  @Test
  void shouldRefusePixelsOutside() {
    assertThatThrownBy(() -> writer.cover(11, 13)).isInstanceOf(IllegalArgumentException.class);
  }
}
