package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.inference.decode.Candidates;

class NonMaxSuppressionTest {

  private static final int PERSON = 0;
  private static final int CAR = 1;

  private final Candidates candidates = new Candidates(100);

  @Test
  void shouldKeepTheBestOfTwoOverlappingBoxesOfOneClass() {
    add(0, 0, .8f, PERSON);
    add(1, 0, .9f, PERSON);

    assertThat(kept(rule(100, false))).containsExactly(1);
  }

  @Test
  void shouldKeepOverlappingBoxesOfTwoClasses() {
    add(0, 0, .8f, PERSON);
    add(1, 0, .9f, CAR);

    assertThat(kept(rule(100, false))).containsExactly(1, 0);
  }

  @Test
  void shouldSuppressAcrossClassesWhenAsked() {
    add(0, 0, .8f, PERSON);
    add(1, 0, .9f, CAR);

    assertThat(kept(rule(100, true))).containsExactly(1);
  }

  @Test
  void shouldPreferTheLowerIndexWhenScoresAreEqual() {
    add(0, 0, .5f, PERSON);
    add(1, 0, .5f, PERSON);
    add(50, 0, .5f, PERSON);

    assertThat(kept(rule(100, false))).containsExactly(0, 2);
  }

  @Test
  void shouldLeaveOutWhatIsBelowTheLeastScore() {
    add(0, 0, .05f, PERSON);
    add(50, 0, .1f, PERSON);

    assertThat(kept(rule(100, false))).containsExactly(1);
  }

  @Test
  void shouldStopAtTheMostThatMayStay() {
    for (int i = 0; i < 10; i++) {
      add(i * 20, 0, .9f - i * .05f, PERSON);
    }

    assertThat(kept(rule(3, false))).containsExactly(0, 1, 2);
  }

  @Test
  void shouldForgetTheRunBefore() {
    var suppression = new NonMaxSuppression(rule(100, false));
    add(0, 0, .8f, PERSON);
    suppression.suppress(candidates);
    candidates.clear();
    add(0, 0, .7f, PERSON);

    assertThat(suppression.suppress(candidates)).isEqualTo(1);
  }

  private static SuppressionRule rule(int maxKept, boolean acrossClasses) {
    return new SuppressionRule(.1f, .5f, maxKept, acrossClasses);
  }

  private void add(float left, float top, float score, int classId) {
    candidates.box(left, top, left + 10, top + 10);
    candidates.add(score, classId);
  }

  private List<Integer> kept(SuppressionRule rule) {
    var suppression = new NonMaxSuppression(rule);
    suppression.suppress(candidates);
    return IntStream.range(0, suppression.size()).map(suppression::kept).boxed().toList();
  }
}
