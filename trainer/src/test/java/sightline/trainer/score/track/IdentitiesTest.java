package sightline.trainer.score.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdentitiesTest {

  private final Identities identities = new Identities();

  @Test
  void shouldGiveEachObjectTheNumberThatSuitsAllBest() {
    meet(1, 7, 5);
    meet(1, 8, 4);
    meet(2, 7, 4);

    assertThat(identities.identified()).isEqualTo(8);
  }

  @Test
  void shouldAddUpObjectsThatNeverShareANumber() {
    meet(1, 7, 5);
    meet(2, 8, 3);

    assertThat(identities.identified()).isEqualTo(8);
  }

  @Test
  void shouldIdentifyNobodyBeforeAnyoneMet() {
    assertThat(identities.identified()).isZero();
  }

  private void meet(long object, long number, int frames) {
    for (int i = 0; i < frames; i++) {
      identities.meet(object, number);
    }
  }
}
