package sightline.events.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.events.geometry.InputSpec.Layout;

class LetterboxTest {

  private static final FrameSize VGA = new FrameSize(640, 480);

  @Test
  void shouldLieInTheTopLeftCornerAsYoloxWantsIt() {
    var letterbox = Letterbox.fit(VGA, spec(416, 416, Fit.LETTERBOX_TOP_LEFT));

    assertThat(letterbox).isEqualTo(new Letterbox(VGA, 0, 0, 416, 312));
  }

  @Test
  void shouldRoundToTheNearestPixel() {
    var letterbox = Letterbox.fit(new FrameSize(640, 427), spec(416, 416, Fit.LETTERBOX_TOP_LEFT));

    assertThat(letterbox.height()).isEqualTo(278);
  }

  @Test
  void shouldLieInTheMiddleAsUltralyticsWantsIt() {
    var letterbox = Letterbox.fit(VGA, spec(640, 640, Fit.LETTERBOX_CENTER));

    assertThat(letterbox).isEqualTo(new Letterbox(VGA, 0, 80, 640, 480));
  }

  @Test
  void shouldFillTheInputWhenStretched() {
    assertThat(Letterbox.fit(VGA, spec(320, 320, Fit.STRETCH)))
        .isEqualTo(new Letterbox(VGA, 0, 0, 320, 320));
  }

  @Test
  void shouldRefuseAFrameWithoutPixels() {
    assertThatThrownBy(() -> Letterbox.fit(FrameSize.UNKNOWN, spec(320, 320, Fit.STRETCH)))
        .hasMessageContaining("nothing to fit: frame 0x0");
  }

  @Property
  void shouldBringABoxThereAndBack(
      @ForAll @IntRange(min = 16, max = 4000) int width,
      @ForAll @IntRange(min = 16, max = 4000) int height,
      @ForAll Fit fit) {
    var frame = new FrameSize(width, height);
    var letterbox = Letterbox.fit(frame, spec(416, 320, fit));
    var box = new Box(width * .25f, height * .125f, width * .75f, height * .5f);

    Box back = letterbox.toFrame(toInput(letterbox, box));

    assertThat(back.left()).isCloseTo(box.left(), within(.01f));
    assertThat(back.top()).isCloseTo(box.top(), within(.01f));
    assertThat(back.right()).isCloseTo(box.right(), within(.01f));
    assertThat(back.bottom()).isCloseTo(box.bottom(), within(.01f));
  }

  @Property
  void shouldStayInsideTheInput(
      @ForAll @IntRange(min = 1, max = 9000) int width,
      @ForAll @IntRange(min = 1, max = 9000) int height,
      @ForAll Fit fit) {
    Assume.that(fit != Fit.CROP);
    var letterbox = Letterbox.fit(new FrameSize(width, height), spec(416, 320, fit));

    assertThat(letterbox.left()).isNotNegative();
    assertThat(letterbox.top()).isNotNegative();
    assertThat(letterbox.left() + letterbox.width()).isBetween(1, 416);
    assertThat(letterbox.top() + letterbox.height()).isBetween(1, 320);
  }

  @Property
  void shouldFillTheInputWhenItCrops(
      @ForAll @IntRange(min = 1, max = 9000) int width,
      @ForAll @IntRange(min = 1, max = 9000) int height) {
    var letterbox = Letterbox.fit(new FrameSize(width, height), spec(416, 320, Fit.CROP));

    assertThat(letterbox.left()).isNotPositive();
    assertThat(letterbox.top()).isNotPositive();
    assertThat(letterbox.left() + letterbox.width()).isGreaterThanOrEqualTo(416);
    assertThat(letterbox.top() + letterbox.height()).isGreaterThanOrEqualTo(320);
  }

  private static InputSpec spec(int width, int height, Fit fit) {
    InputSpec yolox =
        new InputSpec(
            width,
            height,
            Layout.NCHW,
            Color.BGR,
            Fit.LETTERBOX_TOP_LEFT,
            114,
            PerChannel.ZERO,
            PerChannel.ONE,
            1);
    return new InputSpec(
        width,
        height,
        yolox.layout(),
        yolox.color(),
        fit,
        yolox.pad(),
        yolox.mean(),
        yolox.std(),
        yolox.scale());
  }

  private static Box toInput(Letterbox letterbox, Box inFrame) {
    float x = (float) letterbox.width() / letterbox.frame().width();
    float y = (float) letterbox.height() / letterbox.frame().height();
    return new Box(
        inFrame.left() * x + letterbox.left(),
        inFrame.top() * y + letterbox.top(),
        inFrame.right() * x + letterbox.left(),
        inFrame.bottom() * y + letterbox.top());
  }
}
