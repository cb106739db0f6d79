package sightline.trainer.fit.detect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch;

/**
 * Generated pictures of 64 x 64 px with colored rectangles on gray noise: red ones are of class 0,
 * blue ones of class 1.
 *
 * @param pictures (N, 3, 64, 64), 0 to 1
 */
record Rectangles(FloatBuffer pictures, List<List<Labelled>> objects) implements Batch {

  static final int SIDE = 64;
  static final List<String> LABELS = List.of("red", "blue");

  private static final int PLANE = SIDE * SIDE;
  private static final int SMALLEST = 14;
  private static final int GROWTH = 14;

  /**
   * @param count of pictures
   * @param most rectangles on a picture, which do not overlap, at least one
   */
  static Rectangles drawn(int count, int most, long seed) {
    var random = new SplittableRandom(seed);
    FloatBuffer pictures =
        ByteBuffer.allocateDirect(4 * 3 * PLANE * count)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < pictures.capacity(); i++) {
      pictures.put(i, .4f + .1f * (float) random.nextDouble());
    }
    var objects = new ArrayList<List<Labelled>>();
    for (int picture = 0; picture < count; picture++) {
      var drawn = new ArrayList<Labelled>();
      for (int attempt = 0; attempt < most; attempt++) {
        Labelled next = next(random);
        if (drawn.stream().allMatch(other -> other.box().iou(next.box()) == 0)) {
          paint(pictures, picture, next);
          drawn.add(next);
        }
      }
      objects.add(drawn);
    }
    return new Rectangles(pictures, objects);
  }

  private static Labelled next(SplittableRandom random) {
    int width = SMALLEST + random.nextInt(GROWTH);
    int height = SMALLEST + random.nextInt(GROWTH);
    int left = random.nextInt(SIDE - width);
    int top = random.nextInt(SIDE - height);
    return new Labelled(random.nextInt(2), new Box(left, top, left + width, top + height), false);
  }

  private static void paint(FloatBuffer pictures, int picture, Labelled object) {
    Box box = object.box();
    for (int channel = 0; channel < 3; channel++) {
      float color = channel == 2 * object.classId() ? 1 : 0;
      for (int y = (int) box.top(); y < box.bottom(); y++) {
        for (int x = (int) box.left(); x < box.right(); x++) {
          pictures.put((picture * 3 + channel) * PLANE + y * SIDE + x, color);
        }
      }
    }
  }

  @Override
  public List<String> names() {
    return IntStream.range(0, objects.size()).mapToObj(i -> "picture-" + i).toList();
  }

  @Override
  public FloatBuffer clean() {
    return pictures;
  }

  @Override
  public ByteBuffer planes() {
    return ByteBuffer.allocate(0);
  }

  @Override
  public void close() {}
}
