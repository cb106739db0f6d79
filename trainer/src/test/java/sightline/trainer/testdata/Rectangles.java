package sightline.trainer.testdata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.PerChannel;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Pixels;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.recipe.Recipe.Augmentation;

/** Pictures of one bright rectangle on black, in memory, with a box and a scene that say so. */
public final class Rectangles {

  public static final FrameSize FRAME = new FrameSize(120, 90);

  /** Nothing is changed. */
  public static final Augmentation UNCHANGED =
      new Augmentation(0, 1, 0, 0, List.of(1.0, 1.0), 0, 0, 0, 0, 0, 0, .25);

  /** Everything that moves or colors pixels is changed. */
  public static final Augmentation CHANGED =
      new Augmentation(.5, 1, .5, .5, List.of(.6, 1.6), .2, 30, .4, .3, 0, 0, .25);

  private Rectangles() {}

  /** Pixels 0 to 255, as they are. */
  public static InputSpec input(int width, int height, InputSpec.Color color, InputSpec.Fit fit) {
    return new InputSpec(
        width, height, InputSpec.Layout.NCHW, color, fit, 114, PerChannel.ZERO, PerChannel.ONE, 1);
  }

  public static Box box(int number) {
    var random = new SplittableRandom(number);
    int left = random.nextInt(5, 60);
    int top = random.nextInt(5, 45);
    return new Box(left, top, left + random.nextInt(25, 50), top + random.nextInt(20, 38));
  }

  /** Blue, green and red 200 in the box, 0 elsewhere. */
  public static Pixels pixels(Box box) {
    var bytes = new byte[(int) FRAME.pixels() * 3];
    for (int i = 0; i < FRAME.pixels(); i++) {
      Arrays.fill(bytes, i * 3, i * 3 + 3, (byte) (inside(box, i) ? 200 : 0));
    }
    return new Pixels(FRAME, 3, bytes);
  }

  /** 1 in the box, 0 elsewhere. */
  public static byte[] plane(Box box) {
    var plane = new byte[(int) FRAME.pixels()];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (byte) (inside(box, i) ? 1 : 0);
    }
    return plane;
  }

  private static boolean inside(Box box, int pixel) {
    int x = pixel % FRAME.width();
    int y = pixel / FRAME.width();
    return x >= box.left() && x < box.right() && y >= box.top() && y < box.bottom();
  }

  /** Samples 0 to count - 1, whose class is their number modulo 2. */
  public static List<Sample> samples(int count) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < count; i++) {
      int number = i;
      var truth = Truth.ofBox(i % 2, box(i));
      SceneSource scene = () -> scene(number);
      samples.add(
          new Sample(String.valueOf(i), java.nio.file.Path.of(""), FRAME, List.of(truth), scene));
    }
    return samples;
  }

  /** Part 1 in the box, and part 0, which is class 2, elsewhere. */
  private static Scene scene(int number) {
    byte[] plane = plane(box(number));
    var ids = new int[plane.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = plane[i];
    }
    var parts = List.of(new Scene.Part(1, number % 2, false), new Scene.Part(0, 2, false));
    return new Scene(FRAME.width(), FRAME.height(), ids, parts);
  }

  public static PixelSource source() {
    return sample -> pixels(box(Integer.parseInt(sample.id())));
  }
}
