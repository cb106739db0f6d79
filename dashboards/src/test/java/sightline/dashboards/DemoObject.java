package sightline.dashboards;

import java.util.ArrayList;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;

/** A made-up object with everything that a model may say of one: people have landmarks, too. */
final class DemoObject {

  /** Masks are as coarse as those of real models. */
  private static final int PX_OF_A_MASK_PX = 2;

  private DemoObject() {}

  /** The same object with a track and an oval mask that fills its box. */
  static Detection seen(Detection plain, long track, FrameSize frame) {
    Box box = plain.box();
    return new Detection(
        box,
        plain.classId(),
        plain.label(),
        plain.score(),
        track,
        plain.label().equals("person") ? landmarks(box) : List.of(),
        oval(box, frame));
  }

  /** Two eyes, two shoulders, two hips. */
  private static List<Float> landmarks(Box box) {
    var landmarks = new ArrayList<Float>();
    for (float down : new float[] {.14f, .32f, .62f}) {
      for (float across : new float[] {.5f - down * .5f, .5f + down * .5f}) {
        landmarks.add(box.left() + across * box.width());
        landmarks.add(box.top() + down * box.height());
      }
    }
    return landmarks;
  }

  static Mask oval(Box box, FrameSize frame) {
    int width = frame.width() / PX_OF_A_MASK_PX;
    int height = frame.height() / PX_OF_A_MASK_PX;
    var runs = new ArrayList<Integer>();
    boolean inside = false;
    int length = 0;
    for (int i = 0; i < width * height; i++) {
      boolean covers = covers(box, i / height, i % height);
      if (covers != inside) {
        runs.add(length);
        length = 0;
        inside = covers;
      }
      length++;
    }
    runs.add(length);
    return Mask.ofRuns(width, height, runs.stream().mapToInt(Integer::intValue).toArray());
  }

  private static boolean covers(Box box, int column, int row) {
    double x = ((column + .5) * PX_OF_A_MASK_PX - box.left()) / box.width() * 2 - 1;
    double y = ((row + .5) * PX_OF_A_MASK_PX - box.top()) / box.height() * 2 - 1;
    return x * x + y * y < 1;
  }
}
