package sightline.ingest.source.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.truth.SceneObject;

class JunctionSceneTest {

  private static final FrameSize SIZE = new FrameSize(640, 480);
  private static final int BY_NIGHT = 1350; // frame of the deepest night, 10 frames/s, 180 s a day

  @Test
  void shouldGiveTheSamePixelsAndTruthForTheSameSeedAndFrame() {
    var first = scene(7);
    var second = scene(7);
    paint(first, 3);

    assertThat(paint(second, 200)).isEqualTo(paint(first, 200));
    assertThat(second.truth(200)).isEqualTo(first.truth(200));
  }

  @Test
  void shouldDifferFromSeedToSeedAndFromFrameToFrame() {
    assertThat(paint(scene(8), 50)).isNotEqualTo(paint(scene(7), 50));
    assertThat(paint(scene(7), 51)).isNotEqualTo(paint(scene(7), 50));
  }

  @Test
  void shouldShowPeopleAndCarsWithinTheFrame() {
    var scene = scene(7);

    var seen = LongStream.range(0, 100).mapToObj(i -> scene.truth(i * 10)).flatMap(List::stream);

    assertThat(seen.toList())
        .extracting(SceneObject::label)
        .contains("person", "car")
        .hasSizeGreaterThan(200);
  }

  @Test
  void shouldKeepTheBackgroundGrayOrGreen() {
    for (long frame : new long[] {0, 333, BY_NIGHT}) {
      var scene = scene(7);
      byte[] bgr = paint(scene, frame);
      List<SceneObject> truth = scene.truth(frame);
      for (int y = 0; y < SIZE.height(); y++) {
        for (int x = 0; x < SIZE.width(); x++) {
          if (!covered(truth, x, y)) {
            assertThat(Math.abs(redOverBlue(bgr, x, y)))
                .as("frame %d at %d,%d", frame, x, y)
                .isLessThan(25);
          }
        }
      }
    }
  }

  @Test
  void shouldPaintPeopleOrangeAndCarsBlueByDayAndByNight() {
    checkColors(scene(7), LongStream.range(0, 60).map(i -> i * 7).toArray(), 90);
    checkColors(scene(7), LongStream.range(0, 60).map(i -> BY_NIGHT - 60 + i * 2).toArray(), 45);
  }

  @Test
  void shouldBoundTheSilhouettesTightly() {
    var scene = new JunctionScene(7, SIZE, 10, Duration.ZERO);
    int checked = 0;
    for (long frame = 0; frame < 400; frame += 5) {
      byte[] bgr = paint(scene, frame);
      List<SceneObject> truth = scene.truth(frame);
      for (SceneObject object : truth) {
        if (isAlone(object, truth) && isInside(object.box())) {
          Box seen = colored(bgr, object);
          assertThat(seen.iou(object.box()))
              .as("%s in frame %d", object, frame)
              .isGreaterThan(.75f);
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(50);
  }

  /** Pixels with the object's color in and around its box. */
  private static Box colored(byte[] bgr, SceneObject object) {
    Box box = object.box();
    int left = SIZE.width();
    int top = SIZE.height();
    int right = 0;
    int bottom = 0;
    for (int y = (int) Math.max(0, box.top() - 6); y < Math.min(480, box.bottom() + 6); y++) {
      for (int x = (int) Math.max(0, box.left() - 6); x < Math.min(640, box.right() + 6); x++) {
        int difference = redOverBlue(bgr, x, y) * (object.classId() == 0 ? 1 : -1);
        if (difference > 40) {
          left = Math.min(left, x);
          top = Math.min(top, y);
          right = Math.max(right, x + 1);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    return new Box(Math.min(left, right), Math.min(top, bottom), right, bottom);
  }

  private static void checkColors(JunctionScene scene, long[] frames, int least) {
    long colored = 0;
    for (long frame : frames) {
      byte[] bgr = paint(scene, frame);
      List<SceneObject> truth = scene.truth(frame);
      for (SceneObject object : truth) {
        if (isAlone(object, truth) && isInside(object.box())) {
          Box box = object.box();
          int x = (int) ((box.left() + box.right()) / 2);
          int y = (int) ((box.top() + box.bottom()) / 2);
          int sign = object.classId() == 0 ? 1 : -1;
          assertThat(sign * redOverBlue(bgr, x, y))
              .as("%s in frame %d", object, frame)
              .isGreaterThanOrEqualTo(least - 2); // rounding at night
          colored++;
        }
      }
    }
    assertThat(colored).isGreaterThan(20);
  }

  private static boolean isAlone(SceneObject object, List<SceneObject> truth) {
    Box box = object.box();
    Box around = new Box(box.left() - 8, box.top() - 8, box.right() + 8, box.bottom() + 8);
    return truth.stream().allMatch(other -> other.equals(object) || around.iou(other.box()) == 0);
  }

  private static boolean isInside(Box box) {
    return box.left() > 1 && box.top() > 1 && box.right() < 639 && box.bottom() < 479;
  }

  private static boolean covered(List<SceneObject> truth, int x, int y) {
    return truth.stream()
        .map(SceneObject::box)
        .anyMatch(
            box ->
                x > box.left() - 3
                    && x < box.right() + 3
                    && y > box.top() - 3
                    && y < box.bottom() + 3);
  }

  private static int redOverBlue(byte[] bgr, int x, int y) {
    int at = (y * SIZE.width() + x) * 3;
    return (bgr[at + 2] & 0xFF) - (bgr[at] & 0xFF);
  }

  private static JunctionScene scene(long seed) {
    return new JunctionScene(seed, SIZE, 10, JunctionScene.DAY);
  }

  private static byte[] paint(JunctionScene scene, long frame) {
    byte[] bgr = new byte[(int) SIZE.pixels() * 3];
    scene.paint(frame, bgr);
    return bgr;
  }
}
