package sightline.ingest.source.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.events.geometry.Box;
import sightline.ingest.source.scene.truth.SceneClass;
import sightline.ingest.source.scene.truth.SceneObject;

class SceneTruthTest {

  private static final String PLAIN = "scene:junction?seed=7&size=320x240&day=0";
  private static final String ODD = PLAIN + "&odd=0.3";
  private static final int WIDTH = 320;

  @Test
  void shouldBeOddForTheShareOfTimeThatIsAskedFor() {
    var truth = truth(ODD);

    long odd = LongStream.range(0, 6_000).filter(truth::isOdd).count();

    assertThat(odd / 6_000.0).isBetween(.29, .31);
  }

  @Test
  void shouldPlantEveryKindAndTheSameForTheSameSeed() {
    Set<String> kinds = kinds(truth(ODD));

    assertThat(kinds).containsExactlyInAnyOrder("load", "tree", "spill", "car", "smoke");
    assertThat(truth(ODD).oddity(700)).isEqualTo(truth(ODD).oddity(700));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&vary=1"})
  void shouldChangePixelsWhereTheTruthSaysAndHardlyAnywhereElse(String more) {
    var settings = SceneSettings.parse(ODD + more);
    var truth = new SceneTruth(settings);
    var with = new JunctionScene(settings);
    var without = new JunctionScene(SceneSettings.parse(PLAIN + more));
    int seen = 0;
    for (long frame = 0; frame < 3_000; frame += 10) {
      if (truth.isOdd(frame)) {
        byte[] odd = truth.oddPixels(frame);
        boolean[] changed = changed(paint(with, frame), paint(without, frame));
        assertThat(share(odd, changed)).as("frame %d", frame).isGreaterThan(.85);
        assertThat(outside(odd, changed)).as("frame %d", frame).isLessThan(800); // shadows
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void shouldChangeNothingWhileNothingIsOdd() {
    var truth = truth(ODD);
    long quiet =
        LongStream.range(0, 300).filter(frame -> !truth.isOdd(frame)).findFirst().getAsLong();

    byte[] withKey = paint(new JunctionScene(SceneSettings.parse(ODD)), quiet);

    assertThat(withKey).isEqualTo(paint(new JunctionScene(SceneSettings.parse(PLAIN)), quiet));
    assertThat(truth.oddPixels(quiet)).containsOnly(0);
  }

  @Test
  void shouldTellTheClassOfEachPixel() {
    var truth = truth(PLAIN);
    for (long frame = 0; frame < 300; frame += 20) {
      byte[] classes = truth.classes(frame);
      for (SceneObject object : truth.objects(frame)) {
        assertThat(count(classes, object)).as("%s in frame %d", object, frame).isPositive();
      }
      assertThat(numbers(classes)).contains(0, 1, 2, 3).doesNotContain(SceneClass.UNLABELLED);
    }
  }

  @Test
  void shouldLeaveUnlabelledWhatIsNoneOfTheClasses() {
    var truth = truth(ODD);
    long tree =
        LongStream.range(0, 3_000)
            .filter(
                frame -> truth.oddity(frame).filter(odd -> odd.kind().equals("tree")).isPresent())
            .findFirst()
            .getAsLong();

    assertThat(numbers(truth.classes(tree))).contains(SceneClass.UNLABELLED);
  }

  @Test
  void shouldLookDifferentFromSeedToSeedOnlyWhenAsked() {
    assertThat(truth(PLAIN.replace("seed=7", "seed=8")).classes(0))
        .satisfies(other -> assertThat(same(other, truth(PLAIN).classes(0))).isGreaterThan(.9));
    assertThat(truth(PLAIN.replace("seed=7", "seed=8") + "&vary=1").classes(0))
        .satisfies(other -> assertThat(same(other, truth(PLAIN).classes(0))).isLessThan(.9));
  }

  @Test
  void shouldReadBackTheLocationItWrites() {
    var settings = SceneSettings.parse("scene:junction?seed=9&size=96x72&fps=5&odd=0.1&vary=0.5");

    assertThat(SceneSettings.parse(settings.location())).isEqualTo(settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"odd=2", "odd=-1", "vary=1.5", "vary=x", "strange=1"})
  void shouldRefuseWhatMakesNoSenseInOneSentence(String pair) {
    assertThatThrownBy(() -> SceneSettings.parse("scene:junction?" + pair))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pair);
  }

  private static SceneTruth truth(String location) {
    return new SceneTruth(SceneSettings.parse(location));
  }

  private static Set<String> kinds(SceneTruth truth) {
    var kinds = new TreeSet<String>();
    for (long frame = 0; frame < 1_500; frame += 10) {
      truth.oddity(frame).ifPresent(odd -> kinds.add(odd.kind()));
    }
    return kinds;
  }

  private static byte[] paint(JunctionScene scene, long frame) {
    byte[] bgr = new byte[WIDTH * 240 * 3];
    scene.paint(frame, bgr);
    return bgr;
  }

  private static boolean[] changed(byte[] one, byte[] other) {
    var changed = new boolean[one.length / 3];
    for (int i = 0; i < changed.length; i++) {
      int most = 0;
      for (int c = 0; c < 3; c++) {
        most = Math.max(most, Math.abs((one[3 * i + c] & 0xFF) - (other[3 * i + c] & 0xFF)));
      }
      changed[i] = most > 8;
    }
    return changed;
  }

  private static double share(byte[] odd, boolean[] changed) {
    int all = 0;
    int found = 0;
    for (int i = 0; i < odd.length; i++) {
      all += odd[i];
      found += odd[i] == 1 && changed[i] ? 1 : 0;
    }
    return (double) found / all;
  }

  private static int outside(byte[] odd, boolean[] changed) {
    int outside = 0;
    for (int i = 0; i < odd.length; i++) {
      outside += odd[i] == 0 && changed[i] ? 1 : 0;
    }
    return outside;
  }

  private static int count(byte[] classes, SceneObject object) {
    int number = (object.classId() == 0 ? SceneClass.PERSON : SceneClass.CAR).ordinal();
    Box box = object.box();
    int count = 0;
    for (int y = (int) box.top(); y < box.bottom(); y++) {
      for (int x = (int) box.left(); x < box.right(); x++) {
        count += classes[y * WIDTH + x] == number ? 1 : 0;
      }
    }
    return count;
  }

  private static Set<Integer> numbers(byte[] classes) {
    var numbers = new TreeSet<Integer>();
    for (byte number : classes) {
      numbers.add(number & 0xFF);
    }
    return numbers;
  }

  private static double same(byte[] one, byte[] other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return (double) same / one.length;
  }
}
