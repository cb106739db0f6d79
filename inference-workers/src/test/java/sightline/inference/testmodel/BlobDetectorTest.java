package sightline.inference.testmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;

class BlobDetectorTest {

  private static final int SIDE = 416;
  private static final float[] GRAY = {100, 104, 96};
  private static final float[] ORANGE = {20, 120, 230};
  private static final float[] BLUE = {210, 90, 40};
  private static final int PERSON = 0;
  private static final int CAR = 1;

  @TempDir private static Path folder;
  private static TestModel model;

  @BeforeAll
  static void load() throws Exception {
    Path file = folder.resolve("blob-detector.onnx");
    BlobDetector.main(file.toString());
    model = TestModel.load(file, .25f);
  }

  @AfterAll
  static void unload() throws Exception {
    model.close();
  }

  @Test
  void shouldCarryItsOwnManifest() {
    assertThat(model.manifest().labels()).containsExactly("person", "car");
    assertThat(model.manifest().name()).isEqualTo("blob-detector");
  }

  @Test
  void shouldSeeNothingOnAnEmptyGround() throws Exception {
    List<Detection> found = detect(new Painting(SIDE, GRAY).grain(5));

    assertThat(found).isEmpty();
  }

  @Test
  void shouldFindAPersonAndACarWhereTheyAre() throws Exception {
    var person = new Box(100, 60, 118, 107);
    var car = new Box(201, 251, 330, 313);

    List<Detection> found =
        detect(new Painting(SIDE, GRAY).paint(person, ORANGE).paint(car, BLUE).grain(5));

    assertThat(found).hasSize(2);
    assertThat(overlap(found, PERSON, person)).isGreaterThanOrEqualTo(.8f);
    assertThat(overlap(found, CAR, car)).isGreaterThanOrEqualTo(.8f);
  }

  @Test
  void shouldFindEverySmallPersonOfACrowdOnce() throws Exception {
    var painting = new Painting(SIDE, GRAY);
    var crowd = new ArrayList<Box>();
    for (int i = 0; i < 30; i++) {
      int left = 7 + i % 10 * 41;
      int top = 11 + i / 10 * 123;
      crowd.add(new Box(left, top, left + 5 + i % 7, top + 13 + i));
    }
    crowd.forEach(box -> painting.paint(box, ORANGE));

    List<Detection> found = detect(painting);

    assertThat(found).hasSameSizeAs(crowd);
    assertThat(crowd).allSatisfy(box -> assertThat(overlap(found, PERSON, box)).isGreaterThan(.8f));
  }

  private static float overlap(List<Detection> found, int classId, Box box) {
    return (float)
        found.stream()
            .filter(one -> one.classId() == classId)
            .mapToDouble(one -> one.box().iou(box))
            .max()
            .orElse(0);
  }

  private static List<Detection> detect(Painting painting) throws Exception {
    var whole = new FrameSize(SIDE, SIDE);
    return model.detect(painting.planes(), Letterbox.fit(whole, model.manifest().input()));
  }
}
