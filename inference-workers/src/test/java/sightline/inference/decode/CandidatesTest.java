package sightline.inference.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  @Test
  void shouldKeepTheBestWhenThereIsNoRoom() {
    var candidates = new Candidates(1000);
    float[] scores = new float[5000];
    var random = new Random(3);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextFloat();
      candidates.box(0, 0, 1, 1);
      candidates.add(scores[i], i);
    }

    float[] held = new float[candidates.size()];
    IntStream.range(0, held.length).forEach(i -> held[i] = candidates.score(i));

    Arrays.sort(scores);
    Arrays.sort(held);
    assertThat(held).isEqualTo(Arrays.copyOfRange(scores, 4000, 5000));
    assertThat(candidates.overflowed()).isEqualTo(4000);
  }

  @Test
  void shouldPreferWhatCameFirstWhenScoresAreEqual() {
    var candidates = new Candidates(2);
    for (int classId = 0; classId < 5; classId++) {
      candidates.box(0, 0, 1, 1);
      candidates.add(.5f, classId);
    }

    assertThat(candidates.classId(0)).isZero();
    assertThat(candidates.classId(1)).isEqualTo(1);
  }

  @Test
  void shouldLetOneBoxBeSeveralThings() {
    var candidates = new Candidates(10);
    candidates.boxCentered(10, 20, 4, 6);
    candidates.add(.5f, 1);
    candidates.add(.4f, 2);

    assertThat(candidates.size()).isEqualTo(2);
    assertThat(candidates.left(1)).isEqualTo(8);
    assertThat(candidates.bottom(1)).isEqualTo(23);
  }

  @Test
  void shouldCountWhatIsNoBox() {
    var candidates = new Candidates(10);
    candidates.box(0, 0, Float.NaN, 1);
    candidates.add(.5f, 0);
    candidates.boxCentered(0, 0, Float.POSITIVE_INFINITY, 1);
    candidates.add(.5f, 0);
    candidates.box(0, 0, 1, 1);
    candidates.add(Float.NaN, 0);

    assertThat(candidates.size()).isZero();
    assertThat(candidates.impossible()).isEqualTo(3);
  }

  @Test
  void shouldForgetEverythingWhenCleared() {
    var candidates = new Candidates(1);
    candidates.box(0, 0, 1, 1);
    candidates.add(.5f, 0);
    candidates.add(.6f, 0);

    candidates.clear();

    assertThat(candidates.size()).isZero();
    assertThat(candidates.overflowed()).isZero();
  }

  @Test
  void shouldRefuseALimitOfNothing() {
    assertThatThrownBy(() -> new Candidates(0))
        .hasMessage("maxCandidates is 0, expected at least 1");
  }
}
