package sightline.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.InputSpec.Color;
import sightline.events.geometry.InputSpec.Fit;
import sightline.trainer.data.Pixels;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.testdata.Rectangles;

class SketchTest {

  private static final InputSpec INPUT = Rectangles.input(40, 30, Color.RGB, Fit.STRETCH);
  private static final Sketch.Style STYLE = new Sketch.Style(INPUT, List.of("cat", "dog"), 320);
  private static final int PIXELS = 40 * 30;

  /** Two pictures: black, and one whose red is 180. */
  private record Two(byte[] known) implements Batch {

    @Override
    public List<String> names() {
      return List.of("black", "red");
    }

    @Override
    public FloatBuffer pictures() {
      var numbers = FloatBuffer.allocate(2 * 3 * PIXELS);
      for (int i = 0; i < PIXELS; i++) {
        numbers.put(3 * PIXELS + i, 180);
      }
      return numbers;
    }

    @Override
    public FloatBuffer clean() {
      return pictures().put(0, 9);
    }

    @Override
    public List<List<Labelled>> objects() {
      return List.of(List.of(new Labelled(0, new Box(10, 10, 20, 20), false)), List.of());
    }

    @Override
    public ByteBuffer planes() {
      return ByteBuffer.wrap(known);
    }

    @Override
    public void close() {}
  }

  private static Pixels drawn(Batch batch, int index, Guessed guessed) throws Exception {
    byte[] jpeg = Sketch.of(batch, index, guessed, STYLE);
    var header = ImageIO.read(new ByteArrayInputStream(jpeg));
    var size = new sightline.events.geometry.FrameSize(header.getWidth(), header.getHeight());
    return Stills.decode(jpeg, size);
  }

  private static int[] bgr(Pixels pixels, int x, int y) {
    int at = (y * pixels.size().width() + x) * 3;
    return new int[] {
      pixels.bytes()[at] & 0xFF, pixels.bytes()[at + 1] & 0xFF, pixels.bytes()[at + 2] & 0xFF
    };
  }

  @Test
  void shouldDrawKnownObjectsInWhiteAndGuessedOnesInColors() throws Exception {
    var guess = new Detection(new Box(25, 12, 38, 25), 1, "dog", .9f);

    Pixels sketch = drawn(new Two(new byte[0]), 0, Guessed.ofObjects(List.of(guess)));

    assertThat(sketch.size()).hasToString("320x240");
    assertThat(Arrays.stream(bgr(sketch, 80, 120))).allMatch(value -> value > 140);
    int[] edge = bgr(sketch, 25 * 8, 150);
    assertThat(Arrays.stream(edge).max().orElse(0) - Arrays.stream(edge).min().orElse(0))
        .isGreaterThan(60);
    assertThat(Arrays.stream(bgr(sketch, 5, 200))).allMatch(value -> value < 30);
  }

  @Test
  void shouldShowThePictureInItsColors() throws Exception {
    Pixels sketch = drawn(new Two(new byte[0]), 1, Guessed.ofObjects(List.of()));

    int[] middle = bgr(sketch, 160, 120);
    assertThat(middle[2]).isBetween(170, 190);
    assertThat(middle[0] + middle[1]).isLessThan(20);
  }

  @Test
  void shouldShowPlanesReconstructionAndHeatSideBySide() throws Exception {
    var known = new byte[2 * PIXELS];
    Arrays.fill(known, PIXELS, 2 * PIXELS, (byte) 1);
    var heat = new float[PIXELS / 4];
    Arrays.fill(heat, 2f);
    var white = new float[3 * PIXELS];
    Arrays.fill(white, 255);

    Pixels sketch =
        drawn(new Two(known), 0, new Guessed(List.of(), new byte[PIXELS], white, heat, 1.5f));

    assertThat(sketch.size()).hasToString(6 * 320 + "x240");
    assertThat(Arrays.stream(bgr(sketch, 4 * 320 + 160, 120))).allMatch(value -> value > 240);
    int[] hot = bgr(sketch, 5 * 320 + 160, 120);
    assertThat(hot[2]).isGreaterThan(180);
    assertThat(hot[0]).isLessThan(40);
  }

  @Test
  void shouldPutSmallPicturesOnOneSheet() {
    var cells = new ArrayList<ContactSheet.Cell>();
    for (int i = 0; i < 7; i++) {
      cells.add(new ContactSheet.Cell(Rectangles.pixels(Rectangles.box(i)), "box " + i));
    }

    Pixels sheet = ContactSheet.of(cells, new ContactSheet.Layout(3, 60, 4));

    assertThat(sheet.size()).hasToString("196x199");
    Box first = Rectangles.box(0);
    int x = 4 + Math.round((first.left() + first.right()) / 4);
    int y = 4 + Math.round((first.top() + first.bottom()) / 4);
    assertThat(Arrays.stream(bgr(sheet, x, y))).allMatch(value -> value > 190 && value < 210);
    assertThat(Arrays.stream(bgr(sheet, 1, 1))).allMatch(value -> value == 255);
    assertThat(Stills.png(sheet)).startsWith(0x89, 'P', 'N', 'G');
  }
}
