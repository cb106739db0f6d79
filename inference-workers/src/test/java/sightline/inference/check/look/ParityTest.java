package sightline.inference.check.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.bundle.BadUpload;

class ParityTest {

  private static final float MIN_SCORE = .25f;

  @Test
  void shouldReportTheWorstOfAllPairs() throws BadUpload {
    Parity parity =
        Parity.NONE
            .and("a", List.of(person(0, .9f)), List.of(person(0, .9f)), MIN_SCORE)
            .and("b", List.of(person(0, .9f)), List.of(person(2, .87f)), MIN_SCORE);

    assertThat(parity.frames()).isEqualTo(2);
    assertThat(parity.worstIou()).isCloseTo(98. / 102, within(1e-6));
    assertThat(parity.worstScore()).isCloseTo(.03, within(1e-6));
  }

  @Test
  void shouldRefuseABoxThatIsNotWhereItShouldBe() {
    assertThatThrownBy(
            () ->
                Parity.NONE.and("a", List.of(person(0, .9f)), List.of(person(50, .9f)), MIN_SCORE))
        .isInstanceOf(BadUpload.class)
        .hasMessageStartingWith(
            "Golden frame a should show person with score 0.90 at 0,0 to 100,10; the nearest found"
                + " is person with score 0.90 at 50,0 to 150,10, IoU 0.33");
  }

  @Test
  void shouldRefuseAScoreThatIsTooDifferent() {
    assertThatThrownBy(
            () -> Parity.NONE.and("a", List.of(person(0, .9f)), List.of(person(0, .8f)), MIN_SCORE))
        .hasMessageContaining("with score 0.80");
  }

  @Test
  void shouldRefuseAnotherClassInTheSamePlace() {
    var car = new Detection(new Box(0, 0, 100, 10), 1, "car", .9f);

    assertThatThrownBy(() -> Parity.NONE.and("a", List.of(person(0, .9f)), List.of(car), MIN_SCORE))
        .hasMessageContaining("the nearest found is nothing");
  }

  @Test
  void shouldRefuseWhatNobodyDeclared() {
    assertThatThrownBy(() -> Parity.NONE.and("a", List.of(), List.of(person(0, .9f)), MIN_SCORE))
        .hasMessage(
            "Golden frame a shows person with score 0.90 at 0,0 to 100,10, which its declared"
                + " results do not have.");
  }

  @Test
  void shouldNotInsistOnWhatIsHardlyAboveTheThreshold() throws BadUpload {
    Parity parity =
        Parity.NONE
            .and("a", List.of(person(0, .28f)), List.of(), MIN_SCORE)
            .and("b", List.of(), List.of(person(0, .28f)), MIN_SCORE);

    assertThat(parity).isEqualTo(new Parity(2, 1, 0));
  }

  @Test
  void shouldPairEachBoxOnlyOnce() {
    List<Detection> twice = List.of(person(0, .9f), person(0, .9f));

    assertThatThrownBy(() -> Parity.NONE.and("a", twice, List.of(person(0, .9f)), MIN_SCORE))
        .hasMessageContaining("the nearest found is nothing");
  }

  private static Detection person(float left, float score) {
    return new Detection(new Box(left, 0, left + 100, 10), 0, "person", score);
  }
}
