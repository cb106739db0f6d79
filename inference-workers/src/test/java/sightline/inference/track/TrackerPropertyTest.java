package sightline.inference.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.Detection;

/**
 * What must hold in any scene: objects that wander, hide, come and go, and boxes that are wrong.
 */
class TrackerPropertyTest {

  private static final int FRAMES = 300;

  @ParameterizedTest
  @CsvSource({"SORT, 1", "SORT, 2", "SORT, 3", "BYTETRACK, 1", "BYTETRACK, 2", "BYTETRACK, 3"})
  void shouldNeverGiveTwoObjectsOfAFrameOneId(TrackerKind kind, long seed) {
    Scene scene = Scene.of(kind);
    var crowd = new Crowd(seed);
    for (int frame = 0; frame < FRAMES; frame++) {
      List<Long> ids = scene.see(crowd.next()).stream().filter(id -> id > 0).toList();

      assertThat(ids).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"SORT, 4", "SORT, 5", "BYTETRACK, 4", "BYTETRACK, 5"})
  void shouldGiveTheSameIdsInWhateverOrderDetectionsCome(TrackerKind kind, long seed) {
    Scene plain = Scene.of(kind);
    Scene shuffled = Scene.of(kind);
    var crowd = new Crowd(seed);
    var random = new Random(seed);
    for (int frame = 0; frame < FRAMES; frame++) {
      List<Detection> detections = crowd.next();
      List<Detection> others = new ArrayList<>(detections);
      Collections.shuffle(others, random);

      assertThat(shuffled.show(others)).containsExactlyInAnyOrderElementsOf(plain.show(detections));
    }
  }

  @ParameterizedTest
  @CsvSource({"SORT, 6", "SORT, 7", "BYTETRACK, 6", "BYTETRACK, 7"})
  void shouldGoOnAfterARestartAsIfNothingHadHappened(TrackerKind kind, long seed)
      throws IOException {
    Scene plain = Scene.of(kind);
    Scene restarted = Scene.of(kind);
    var crowd = new Crowd(seed);
    for (int frame = 0; frame < FRAMES; frame++) {
      List<Detection> detections = crowd.next();
      List<Long> ids = plain.see(detections);
      restarted.tracker = Trackers.of(TrackerSettings.of(kind)).restore(restarted.tracker.state());

      assertThat(restarted.see(detections)).isEqualTo(ids);
      assertThat(restarted.tracker.state()).isEqualTo(plain.tracker.state());
    }
  }

  @ParameterizedTest
  @CsvSource({"SORT, 8", "BYTETRACK, 8"})
  void shouldNeverUseAnIdAgain(TrackerKind kind, long seed) {
    Scene scene = Scene.of(kind);
    var crowd = new Crowd(seed);
    var random = new Random(seed);
    Set<Long> old = new HashSet<>();
    Set<Long> now = new HashSet<>();
    for (int frame = 0; frame < FRAMES; frame++) {
      if (random.nextInt(20) == 0) {
        scene.reopen();
        old.addAll(now);
        now.clear();
      }
      scene.see(crowd.next()).stream().filter(id -> id > 0).forEach(now::add);

      assertThat(Collections.disjoint(now, old)).isTrue();
    }
  }

  /** Forty boxes that move, of two labels, each seen four times in five, and some noise. */
  private static final class Crowd {
    private static final int SIZE = 40;

    private final Random random;
    private final double[][] places = new double[SIZE][4];

    private Crowd(long seed) {
      random = new Random(seed);
      for (double[] place : places) {
        place[0] = random.nextDouble(1200);
        place[1] = random.nextDouble(600);
        place[2] = random.nextGaussian() * 4;
        place[3] = random.nextGaussian() * 2;
      }
    }

    private List<Detection> next() {
      var found = new ArrayList<Detection>();
      for (int i = 0; i < SIZE; i++) {
        places[i][0] += places[i][2];
        places[i][1] += places[i][3];
        if (random.nextInt(5) > 0) {
          found.add(
              Scene.object(
                  i % 2,
                  i % 2 == 0 ? "person" : "bag",
                  places[i][0] + random.nextGaussian(),
                  places[i][1] + random.nextGaussian(),
                  random.nextDouble()));
        }
      }
      if (!found.isEmpty() && random.nextInt(4) == 0) {
        found.add(found.get(0)); // the very same box twice
      }
      return found;
    }
  }
}
