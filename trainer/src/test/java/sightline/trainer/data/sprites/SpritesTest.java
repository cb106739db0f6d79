package sightline.trainer.data.sprites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpritesTest {

  private static final int LARGEST = 5;

  @Test
  void shouldHaveEachCombinationOnce() {
    assertThat(Sprites.COUNT).isEqualTo(737_280);
  }

  @Property(tries = 200)
  void shouldFindTheIndexOfItsFactors(@ForAll @IntRange(max = 737_279) int index) {
    assertThat(Sprites.index(Sprites.factors(index))).isEqualTo(index);
  }

  @Property(tries = 200)
  void shouldKeepEveryShapeInsideThePicture(@ForAll @IntRange(max = 737_279) int index) {
    byte[] picture = Sprites.picture(index);

    for (int i = 0; i < Sprites.SIDE; i++) {
      assertThat(picture[i]).isZero();
      assertThat(picture[i * Sprites.SIDE]).isZero();
      assertThat(picture[(i + 1) * Sprites.SIDE - 1]).isZero();
      assertThat(picture[picture.length - 1 - i]).isZero();
    }
    assertThat(area(picture)).isGreaterThan(25);
  }

  @Test
  void shouldMoveAShapeToTheRightWhenXGrows() {
    byte[] left = Sprites.picture(Sprites.index(2, LARGEST, 7, 0, 16));
    byte[] right = Sprites.picture(Sprites.index(2, LARGEST, 7, 31, 16));

    assertThat(meanX(right) - meanX(left)).isBetween(39., 41.);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void shouldQuadrupleTheAreaWhenTheScaleIsDoubled(Shape shape) {
    int small = area(Sprites.picture(Sprites.index(shape.ordinal(), 0, 3, 10, 10)));
    int large = area(Sprites.picture(Sprites.index(shape.ordinal(), LARGEST, 3, 10, 10)));

    assertThat((double) large / small).isBetween(3.5, 4.5);
  }

  @Test
  void shouldPutTheHeartsPointBelowWhenItIsNotTurned() {
    byte[] heart = Sprites.picture(Sprites.index(2, LARGEST, 0, 16, 16));
    int[] widths = new int[Sprites.SIDE];
    for (int i = 0; i < heart.length; i++) {
      widths[i / Sprites.SIDE] += heart[i];
    }
    int last = Sprites.SIDE - 1;
    while (widths[last] == 0) {
      last--;
    }
    int first = 0;
    while (widths[first] == 0) {
      first++;
    }

    assertThat(widths[last]).isLessThan(widths[first]);
  }

  @Test
  void shouldRefuseAnIndexBeyondTheLast() {
    assertThatThrownBy(() -> Sprites.picture(Sprites.COUNT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sprite 737280, expected 0 to 737279");
  }

  private static int area(byte[] picture) {
    int area = 0;
    for (byte pixel : picture) {
      area += pixel;
    }
    return area;
  }

  private static double meanX(byte[] picture) {
    int[] places = new int[area(picture)];
    int count = 0;
    for (int i = 0; i < picture.length; i++) {
      if (picture[i] == 1) {
        places[count++] = i % Sprites.SIDE;
      }
    }
    return Arrays.stream(places).average().orElseThrow();
  }
}
