package sightline.trainer.feed.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.shape.Runs;
import sightline.trainer.testdata.Rectangles;

class PlanesTest {

  private static final FrameSize SIZE = new FrameSize(4, 1);
  private static final List<String> DATASET = List.of("cat", "dog", "car");
  private static final byte NONE = (byte) 255;

  private static Planes planes(Aim aim, Sample sample, String... labels) throws Exception {
    LoadSettings settings = Settings.of(aim, Rectangles.UNCHANGED, 1, List.of(labels));
    var classes = new ClassMap(DATASET, List.of(labels));
    return Planes.of(sample, settings, classes, SIZE);
  }

  private static Sample scene(int... ids) {
    var parts =
        List.of(
            new Scene.Part(10, 0, false),
            new Scene.Part(20, 1, false),
            new Scene.Part(30, 1, true));
    return new Sample("s", Path.of(""), SIZE, List.of(), () -> new Scene(4, 1, ids, parts));
  }

  private static Truth object(int classId, boolean crowd, boolean... inside) {
    Mask mask = Runs.ofPixels(4, 1, inside).mask();
    return new Truth(classId, new Box(0, 0, 4, 1), mask, Runs.of(mask).area(), crowd, false, 0);
  }

  private static Sample objects(Truth... truths) {
    return new Sample("s", Path.of(""), SIZE, List.of(truths), SceneSource.NONE);
  }

  @Test
  void shouldIgnoreCrowdsAndPixelsOfNoClassInASemanticPlane() throws Exception {
    Planes planes = planes(Aim.CLASSES, scene(10, 20, 30, 99), "dog", "cat");

    assertThat(planes.values()).containsExactly(new byte[] {1, 0, NONE, NONE});
  }

  @Test
  void shouldIgnoreDroppedClassesAndCallTheRestBackgroundWhereTheModelHasOne() throws Exception {
    Planes planes = planes(Aim.CLASSES, scene(10, 20, 30, 99), "background", "cat");

    assertThat(planes.values()).containsExactly(new byte[] {1, NONE, NONE, 0});
  }

  @Test
  void shouldPutThePlaneOfALabelToZeroWhereAnotherClassIs() throws Exception {
    Planes planes = planes(Aim.LABELS, scene(10, 20, 30, 99), "dog", "cat");

    assertThat(planes.values())
        .containsExactly(new byte[] {0, 1, NONE, NONE}, new byte[] {1, 0, 0, NONE});
  }

  @Test
  void shouldLetObjectsOverlapInPlanesOfLabels() throws Exception {
    Sample sample =
        objects(
            object(0, false, true, true, false, false),
            object(1, false, false, true, true, false),
            object(1, true, false, false, true, true));

    Planes planes = planes(Aim.LABELS, sample, "cat", "dog");

    assertThat(planes.values())
        .containsExactly(new byte[] {1, 1, 0, 0}, new byte[] {0, 1, 1, NONE});
  }

  @Test
  void shouldPaintSmallObjectsOverLargeOnesInASemanticPlane() throws Exception {
    Sample sample =
        objects(
            object(0, false, false, true, false, false), object(1, false, true, true, true, false));

    Planes planes = planes(Aim.CLASSES, sample, "background", "cat", "dog");

    assertThat(planes.values()).containsExactly(new byte[] {2, 1, 2, 0});
  }

  @Test
  void shouldRefuseBoxesWhereMasksAreNeeded() {
    Sample sample = objects(Truth.ofBox(0, new Box(0, 0, 2, 1)));

    assertThatThrownBy(() -> planes(Aim.CLASSES, sample, "cat"))
        .hasMessageContaining("expected a mask of every object");
  }

  @Test
  void shouldMarkEveryPartAsADefect() throws Exception {
    Planes planes = planes(Aim.DEFECTS, scene(10, 20, 30, 99), "cat");

    assertThat(planes.values()).containsExactly(new byte[] {1, 1, 1, 0});
  }
}
